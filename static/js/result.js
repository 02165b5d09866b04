/** Brings people to what they have just written. */

/** Point address, view and focus to the first of these elements that is there, else to the page. */
export function goTo(ids) {
  const element = ids.map((id) => document.getElementById(id)).find(Boolean);
  const hash = element ? `#${element.id}` : "";
  history.replaceState(history.state, "", location.pathname + location.search + hash);
  const target = element ?? document.getElementById("main");
  for (let part = target.parentElement; part; part = part.parentElement) {
    if (part.localName === "details") part.open = true;
  }
  target.tabIndex = -1;
  target.focus({ preventScroll: true });
  if (element) element.scrollIntoView({ block: "center" });
}
