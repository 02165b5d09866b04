/** What browsers offer beside a page, and a tablet in public does not: menus, copies, shortcuts. */

const NEVER = ["contextmenu", "copy", "cut", "paste", "dragstart", "drop", "auxclick"];
const FUNCTION_KEY = /^F\d+$/;

/** Leave nothing of it, from now on. */
export function closeWays() {
  const prevent = (event) => event.preventDefault();
  for (const type of NEVER) addEventListener(type, prevent, { capture: true });
  addEventListener("keydown", (event) => isShortcut(event) && prevent(event), { capture: true });
  // Zooming by two fingers would move the way out off the screen; letters have a control.
  addEventListener("gesturestart", prevent, { capture: true });
  addEventListener("wheel", (event) => event.ctrlKey && prevent(event), { passive: false });
}

/** AltGr writes letters; with it Windows says that Control is down, too. */
function isShortcut(event) {
  const writes = event.getModifierState("AltGraph");
  return event.metaKey || FUNCTION_KEY.test(event.key) || (!writes && (event.ctrlKey || event.altKey));
}
