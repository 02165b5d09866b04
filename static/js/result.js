/** Brings people to what they have just written. */

/** Point address, view and focus to the first of these elements that is there, else to the page. */
export function goTo(ids) {
  const element = ids.map((id) => document.getElementById(id)).find(Boolean);
  const target = element ?? document.getElementById("main");
  for (let part = target.parentElement; part; part = part.parentElement) {
    if (part.localName === "details") part.open = true;
  }
  target.tabIndex = -1;
  target.focus({ preventScroll: true });
  if (element) element.scrollIntoView({ block: "center" });
  painted().then(() => pointTo(element));
}

function pointTo(element) {
  const hash = element ? `#${element.id}` : "";
  history.replaceState(history.state, "", location.pathname + location.search + hash);
}

/** Settles behind the next frame, where what takes long and is not to be seen belongs. */
export function painted() {
  return new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
}
