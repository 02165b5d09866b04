/** Which code of a kiosk a QR code holds. */

const CODE = "(?:[0-9A-HJKMNP-TV-Z]-?){12}";
const ALONE = new RegExp(`^${CODE}$`, "i");
const IN_HASH = new RegExp(`^#code=(${CODE})$`, "i");

/** The twelve letters, alone or in the address of this site's `/kiosk`; "" for anything else. */
export function codeIn(text, origin) {
  const read = text.trim();
  if (ALONE.test(read)) return read;
  if (!URL.canParse(read)) return "";
  const address = new URL(read);
  if (address.origin !== origin || address.pathname !== "/kiosk") return "";
  return IN_HASH.exec(address.hash)?.[1] ?? "";
}
