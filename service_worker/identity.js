/** Who writes on this device: the actor that the server knows, or a guest that we made. */

const SECRET_BYTES = 16;
const GUEST = "kokommune:guest:";

/** A guest of this device: `{actor, secret}`; the secret is what the server asks for. */
export async function newIdentity() {
  const secret = crypto.getRandomValues(new Uint8Array(SECRET_BYTES));
  return { actor: await guestId(secret), secret: base64url(secret) };
}

/** The id that only the holder of the secret can have made; as `Resident.guest_id`. */
export const guestId = (secret) => idFrom(GUEST, secret);

/** A UUID that only the holder of a secret can have made for this use. */
export async function idFrom(prefix, secret) {
  const content = new Uint8Array([...new TextEncoder().encode(prefix), ...secret]);
  const bytes = new Uint8Array(await crypto.subtle.digest("SHA-256", content)).slice(0, 16);
  bytes[6] = (bytes[6] & 0x0f) | 0x80;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return hex.replace(/(.{8})(.{4})(.{4})(.{4})(.{12})/, "$1-$2-$3-$4-$5");
}

/** The author of what is written now; at the first time an identity is made. */
export async function author(db) {
  const made = await newIdentity();
  return db.transaction(["settings", "identities"], "readwrite", async (stores) => {
    const me = await stores.settings.get("me");
    if (me?.value) return me.value;
    const open = (await stores.identities.getAll()).filter(({ closed }) => !closed);
    const own = open[0] ?? made;
    await stores.identities.put(own);
    await stores.settings.put({ name: "me", value: own.actor });
    return own.actor;
  });
}

/** The author as far as one is known, within a transaction over `settings`; else "". */
export async function knownAuthor({ settings }) {
  return (await settings.get("me"))?.value ?? "";
}

/** Keep identities that a page made while no worker was there; what is known of them stays. */
export function adopt(db, made) {
  return db.transaction(["identities"], "readwrite", async ({ identities }) => {
    for (const { actor, secret } of made) {
      await identities.put({ actor, secret, ...(await identities.get(actor)) });
    }
  });
}

/** Bytes as text for JSON, without padding. */
export function base64url(bytes) {
  const text = btoa(String.fromCharCode(...bytes));
  return text.replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}
