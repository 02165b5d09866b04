/** One pull with all its pages, and the results of its push, become true in one transaction. */

import { authorship } from "./authors.js";
import { answered, outdated, released, settled } from "./outbox.js";
import { people } from "./people.js";
import { isPersonal } from "./personal.js";
import { turnOf } from "./turn.js";
import { NoAnswer } from "./wire.js";

const ALL = ["cursors", "documents", "state", "commands", "settings", "identities"];

/**
 * `staging`: the collected pages; `results`: answers to commands; `complete`: whether all scopes
 * of this phone were asked for; `fits`: false leaves the pages out, since storage is full; `turn`:
 * whose turn it was when this was asked; `lent`: who asked was another guest, for a moment. Returns
 * `{scopes, outcomes}`: the scopes that changed here, and the reader's commands that were decided.
 * Raises NoAnswer where somebody has signed in or out since.
 */
export function promote(db, { turn, staging, results, schema, now, complete, fits = true, lent = false }) {
  return db.transaction(ALL, "readwrite", async (stores) => {
    if ((await turnOf(stores.settings)) !== turn) throw new NoAnswer("asked by somebody else");
    const before = (await stores.state.get("replica")) ?? { epoch: "", as_of: 0, full_at: "" };
    const { epoch, as_of, session } = staging.head;
    const known = fits && staging.head.schema === schema;
    const restored = known && before.epoch && (before.epoch !== epoch || as_of < before.as_of);
    if (restored) await distrust(stores);
    const scopes = known ? await write(stores, staging, now) : [];
    const ended = !lent && (await hasEnded(stores, staging.head));
    const writers = await people(stores, { head: staging.head, results, lent });
    const offered = scopes.includes(`me:${staging.head.actor}`);
    const decided = await decide(stores, { results, restored, now, offered, ...writers });
    const outcomes = decided.filter((await authorship(stores)).owns).map(said);
    if (known) {
      const full_at = complete ? now : before.full_at;
      await stores.state.put({ name: "replica", epoch, as_of, schema, pulled_at: now, full_at });
    }
    const others = [...(decided.length ? ["outbox"] : []), ...(ended ? ["me:"] : [])];
    return { scopes: [...scopes, ...others], outcomes, session };
  });
}

/** Whether who was signed in is not any more: pages say so, though no document has changed. */
async function hasEnded({ settings }, { session }) {
  const before = (await settings.get("session"))?.value;
  return before?.session === "active" && session !== "active";
}

/** A backup was restored: everything is shown on, and read from its beginning when asked for. */
async function distrust({ cursors }) {
  for (const record of await cursors.getAll()) {
    await cursors.put({ ...record, cursor: "", version: 0, stale: true });
  }
}

async function write(stores, staging, now) {
  const changed = [];
  for (const [name, scope] of staging.scopes) {
    if (await writeScope(stores, name, scope, now)) changed.push(name);
  }
  await outdate(stores, staging);
  for (const name of staging.gone) {
    // An expired session says nothing about what belongs to me.
    if (isPersonal(name) && staging.head.session !== "active") continue;
    if (await forget(stores, name)) changed.push(name);
  }
  return changed;
}

/** A card that changed or went says that the detail behind it has changed. */
async function outdate({ cursors }, { scopes }) {
  const { put, del } = scopes.get("public") ?? {};
  if (!put?.size && !del?.size) return;
  for (const record of await cursors.getAll()) {
    const touched = put.has(record.scope) || del.has(record.scope);
    if (touched && record.held && !scopes.has(record.scope)) {
      await cursors.put({ ...record, stale: true });
    }
  }
}

/** Returns whether there was anything: what was never here is no news to anyone. */
async function forget({ documents, cursors }, scope) {
  const known = (await cursors.get(scope)) !== undefined;
  await documents.delete(scope);
  await cursors.delete(scope);
  return known;
}

async function writeScope({ cursors, documents }, name, scope, now) {
  const before = await cursors.get(name);
  // What has changed in a scope that was let go of meanwhile is not the whole of it.
  if (!scope.reset && !before?.held) return false;
  const dirty = scope.reset || scope.put.size > 0 || scope.del.size > 0 || !before?.held;
  if (dirty) {
    const docs = scope.reset ? {} : ((await documents.get(name))?.docs ?? {});
    for (const [key, body] of scope.put) docs[key] = body;
    for (const key of scope.del) delete docs[key];
    await documents.put({ scope: name, docs });
  }
  const { cursor, more: partial } = scope;
  // What is not read to its end has reached no version as a whole.
  const version = partial ? 0 : scope.version;
  const stamp = dirty ? `${version} ${now} ${cursor}` : before.stamp;
  const used = before?.used ?? "";
  await cursors.put({ scope: name, cursor, version, held: true, partial, stamp, used, stale: false });
  return dirty;
}

/** Gives the commands that have come to something. */
async function decide({ commands, cursors }, { results, now, ...circumstances }) {
  const answers = new Map(results.map((result) => [result.id, result]));
  const held = new Map();
  for (const { scope, version, held: is } of await cursors.getAll()) {
    if (is) held.set(scope, version);
  }
  const before = await commands.getAll();
  const heard = before.map((command) => hear(command, answers.get(command.id), circumstances));
  const after = heard.map((command) => settled(released(command, heard), held, now));
  const outcomes = after.filter((command, at) => command.status !== before[at].status);
  for (const command of after) {
    if (command !== before.find(({ seq }) => seq === command.seq)) await commands.put(command);
  }
  for (const { seq } of outdated(after, now)) await commands.delete(seq);
  return outcomes;
}

function said({ id, name, noun, status, code }) {
  return { id, name, noun, status, code };
}

function hear(command, result, { restored, offered, mayBecome, mayBeTaken }) {
  if (result?.status === "needs_login" && mayBecome(command)) return { ...command, status: "waiting" };
  if (result) return answered(command, result);
  // What changed for an account may be that a guest was taken along: once more, the server decides.
  const isOffered = offered && mayBeTaken && command.status === "needs_login";
  if (isOffered) return { ...command, status: "waiting" };
  // The server may have forgotten what it had acknowledged: sending again changes nothing.
  if (restored && command.status === "acknowledged") return { ...command, status: "waiting" };
  return command;
}
