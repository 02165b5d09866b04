/** A code that came with the link, as from the QR code of the desk. */

const CODE = /^#code=([0-9A-Za-z-]+)$/;

/** Put it into its field, and take it out of the address: it has no place in a history. */
export function takeCode() {
  const field = document.querySelector('form[data-ceremony="recover"] [name="code"]');
  const code = CODE.exec(location.hash)?.[1];
  if (!field || !code) return;
  field.value = code;
  history.replaceState(history.state, "", location.pathname + location.search);
}
