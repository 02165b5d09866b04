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
  afterPaint(() => pointTo(element));
}

function pointTo(element) {
  const hash = element ? `#${element.id}` : "";
  history.replaceState(history.state, "", location.pathname + location.search + hash);
}

/** What takes long and is not to be seen comes behind it. */
function afterPaint(work) {
  requestAnimationFrame(() => setTimeout(work));
}
