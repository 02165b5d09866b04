/** One stranger at the tablet: an actor of their own, and the ticket that they take home. */

import { base64url, idFrom } from "../../../service_worker/identity.js";

const PREFIX = "kokommune:visit:";
const TICKET_PREFIX = "kokommune:ticket:";
/** Crockford's base32, as `app/auth/codes.py` has it. */
const LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const TICKET_LENGTH = 12;
const SECRET_BYTES = 16;

/** `{actor, ticket, letter(command)}`: they are nowhere but in this object. */
export async function createVisit() {
  const secret = crypto.getRandomValues(new Uint8Array(SECRET_BYTES));
  const drawn = crypto.getRandomValues(new Uint8Array(TICKET_LENGTH));
  const ticket = [...drawn].map((byte) => LETTERS[byte % LETTERS.length]).join("");
  const hash = await hashed(TICKET_PREFIX + ticket);
  const actor = await idFrom(PREFIX, secret);

  /** What is sealed: the command with what proves whose it is. */
  function letter({ id, name, version, args, depends_on = [] }) {
    const command = { id, name, version, args, actor, depends_on };
    return { protocol: 1, visit: base64url(secret), ticket: hash, command };
  }

  return { actor, ticket, letter };
}

/** A ticket as people read and type it: in groups of four. */
export function grouped(code) {
  return code.match(/.{1,4}/g).join("-");
}

async function hashed(text) {
  const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text));
  return base64url(new Uint8Array(digest));
}
