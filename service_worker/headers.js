/** The headers of pages; the same as in `app/headers.py`. */

const ORIGIN = /^(https?:\/\/[A-Za-z0-9.:{}-]+)\//;
const PICTURES = "img-src 'self' data:";
const POLICY = "Content-Security-Policy";
const PERMISSIONS = "Permissions-Policy";
const PASSKEYS = /(publickey-credentials-\w+)=\(self\)/g;

/** The page headers, with which a page may also show map tiles from `tiles`. */
export function headersWith(headers, tiles) {
  const origin = originOf(tiles);
  if (!origin) return headers;
  return { ...headers, [POLICY]: headers[POLICY].replace(PICTURES, `${PICTURES} ${origin}`) };
}

/** The page headers of a tablet in public, where nobody makes a passkey, nor shows one. */
export function headersOfKiosk(headers) {
  return { ...headers, [PERMISSIONS]: headers[PERMISSIONS].replace(PASSKEYS, "$1=()") };
}

/** Where tiles come from: `https://*.tiles.example`; empty for the town's own server. */
function originOf(tiles) {
  const origin = ORIGIN.exec(tiles)?.[1].replace("{s}", "*") ?? "";
  return /[{}]/.test(origin) ? "" : origin;
}
