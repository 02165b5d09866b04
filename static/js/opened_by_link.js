/** A link to a form that is folded away opens it: `/proposals#propose`. */

const FIELDS = "input:not([type=hidden]), select, textarea";

/** Open what the address names, now and when the address changes. */
export function openWhatIsNamed() {
  // Going to the address's place takes the focus away from fields: it comes first.
  if (document.readyState === "complete") open();
  else addEventListener("load", () => requestAnimationFrame(open), { once: true });
  addEventListener("hashchange", open);
}

function open() {
  const named = document.getElementById(location.hash.slice(1));
  if (named?.localName !== "details") return;
  named.open = true;
  named.querySelector(FIELDS)?.focus();
}
