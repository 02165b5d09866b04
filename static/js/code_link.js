/** A code that came with the link, as from a QR code: `/recovery#code=7KQM-2X9D-0AB1`. */

const CODE = /^#code=([0-9A-Za-z-]+)$/;

/** Put it into its field, and take it out of the address: it has no place in a history. */
export function takeCode() {
  const field = document.querySelector("input[data-code-field]");
  const code = CODE.exec(location.hash)?.[1];
  if (!field || !code) return;
  field.value = code;
  history.replaceState(history.state, "", location.pathname + location.search);
}
