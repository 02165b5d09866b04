/** The outbox as a file: what is still to be sent, to be taken in by another phone. */

import { authorship, parted, PEOPLE } from "./authors.js";
import { guestId } from "./identity.js";
import { NEEDS_YOU } from "./outbox.js";

/** No file is larger: more than anybody writes without a network, and what a phone can still read. */
export const MOST_BYTES = 16 * 1024 * 1024;
const MARK = "kokommune-outbox";
const FORMAT = 1;
const MOST_COMMANDS = 10_000;
const MOST_ARGS = 50;
const MOST_DEPENDENCIES = 50;

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
const NAME = /^[a-z_]{1,40}$/;
const CODE = /^[a-z_]{0,40}$/;
const PATH = /^(\/[\w-]+)*\/?$/;
const SECRET = /^[\w-]{22}$/;
const TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/;

/** A file that is not taken in; `code` says why: too_large, broken, foreign, newer. */
export class Refused extends Error {
  constructor(code) {
    super(code);
    this.code = code;
  }
}

/**
 * What the reader has still to send from this phone as `{text, count}`, with the secrets of the
 * guests who wrote it. An account's has no secret: it waits on the other phone, unseen, until that
 * account signs in there. A text that no server can read stays here: the file would be refused.
 */
export function pack(db, now) {
  return db.transaction(["commands", ...PEOPLE], "readonly", async (stores) => {
    const { own: mine } = parted(await stores.commands.getAll(), await authorship(stores));
    const unsent = mine.filter((command) => isUnsent(command) && isFlat(command.args));
    const authors = new Set(unsent.map(({ actor }) => actor));
    const guests = (await stores.identities.getAll()).filter(
      ({ actor, closed }) => authors.has(actor) && !closed,
    );
    const parcel = {
      kind: MARK,
      format: FORMAT,
      saved_at: new Date(now).toISOString(),
      identities: guests.map(({ actor, secret }) => ({ actor, secret })),
      commands: unsent.map(packed),
    };
    return { text: `${JSON.stringify(parcel, null, 1)}\n`, count: unsent.length };
  });
}

/**
 * `{commands, identities}` of a file's text, each of them sound. `known`: {name: {noun, version}}
 * of the commands that this build knows. Raises Refused.
 */
export async function unpack(text, known) {
  const parcel = parsed(text);
  if (parcel?.kind !== MARK) throw new Refused("foreign");
  if (parcel.format !== FORMAT) throw new Refused("newer");
  const commands = list(parcel.commands, MOST_COMMANDS).map((command) => sound(command, known));
  if (new Set(commands.map(({ id }) => id)).size < commands.length) throw new Refused("broken");
  const identities = list(parcel.identities, MOST_COMMANDS);
  for (const identity of identities) await prove(identity);
  return { commands, identities: identities.map(({ actor, secret }) => ({ actor, secret })) };
}

/** Add what is not here yet, in its order; gives how many commands that were. */
export function takeIn(db, { commands, identities }) {
  return db.transaction(["commands", "identities"], "readwrite", async (stores) => {
    const here = new Set((await stores.commands.getAll()).map(({ id }) => id));
    const added = commands.filter(({ id }) => !here.has(id));
    for (const identity of identities) {
      if (!(await stores.identities.get(identity.actor))) await stores.identities.put(identity);
    }
    for (const command of added) await stores.commands.add(command);
    return added.length;
  });
}

function isUnsent({ status }) {
  return status === "waiting" || NEEDS_YOU.has(status);
}

function packed(command) {
  const { id, name, version, args, actor, client_time, depends_on } = command;
  const { on_path, on_title, status, code, fields } = command;
  const sent = { id, name, version, args, actor, client_time, depends_on };
  return { ...sent, on_path, on_title, status, code, fields };
}

function parsed(text) {
  try {
    return JSON.parse(text);
  } catch {
    throw new Refused("broken");
  }
}

function sound(command, known) {
  const { id, name, version, args, actor, client_time, depends_on } = command ?? {};
  const { on_path, on_title, status, code, fields } = command ?? {};
  const isSound =
    matches(UUID, id) &&
    matches(NAME, name) &&
    Number.isInteger(version) &&
    isFlat(args) &&
    matches(UUID, actor) &&
    matches(TIME, client_time) &&
    list(depends_on, MOST_DEPENDENCIES).every((other) => matches(UUID, other)) &&
    matches(PATH, on_path) &&
    isClean(on_title) &&
    isUnsent({ status }) &&
    matches(CODE, code) &&
    isFlat(fields);
  if (!isSound) throw new Refused("broken");
  const spec = Object.hasOwn(known, name) ? known[name] : null;
  if (!spec || version > spec.version) throw new Refused("newer");
  const sent = { id, name, noun: spec.noun, version, args, actor, client_time, depends_on };
  const shown = { on_path, on_title, status, code, fields };
  return { ...sent, ...shown, scopes: [], reached: 0, settled_at: "" };
}

/** A guest's id is made from the secret: nobody else's can stand beside it. */
async function prove(identity) {
  const { actor, secret } = identity ?? {};
  if (!matches(UUID, actor) || !matches(SECRET, secret)) throw new Refused("broken");
  const text = atob(secret.replaceAll("-", "+").replaceAll("_", "/"));
  const bytes = Uint8Array.from(text, (letter) => letter.charCodeAt(0));
  if ((await guestId(bytes)) !== actor) throw new Refused("broken");
}

function list(value, most) {
  if (!Array.isArray(value) || value.length > most) throw new Refused("broken");
  return value;
}

function isFlat(value) {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return false;
  const pairs = Object.entries(value);
  return pairs.length <= MOST_ARGS && pairs.every(([name, text]) => NAME.test(name) && isClean(text));
}

function isClean(text) {
  return typeof text === "string" && !text.includes("\0") && !/\p{Surrogate}/u.test(text);
}

function matches(pattern, value) {
  return typeof value === "string" && pattern.test(value);
}
