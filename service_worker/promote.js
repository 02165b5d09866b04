/** One pull with all its pages, and the results of its push, become true in one transaction. */

import { answered, outdated, released, settled } from "./outbox.js";

const ALL = ["cursors", "documents", "state", "commands", "settings", "identities"];

/**
 * `staging`: the collected pages; `results`: answers to commands; `complete`: whether all scopes
 * of this phone were asked for. Returns `{scopes, outcomes}`: the scopes that changed here, and
 * the commands that were decided.
 */
export function promote(db, { staging, results, schema, now, complete }) {
  return db.transaction(ALL, "readwrite", async (stores) => {
    const before = (await stores.state.get("replica")) ?? { epoch: "", as_of: 0, full_at: "" };
    const { epoch, as_of, session } = staging.head;
    const known = staging.head.schema === schema;
    const restored = known && before.epoch && (before.epoch !== epoch || as_of < before.as_of);
    if (restored) await distrust(stores);
    const scopes = known ? await write(stores, staging, now) : [];
    const mine = await people(stores, staging.head, results);
    const outcomes = await decide(stores, { results, restored, now, mine });
    if (known) {
      const full_at = complete ? now : before.full_at;
      await stores.state.put({ name: "replica", epoch, as_of, schema, pulled_at: now, full_at });
    }
    return { scopes: outcomes.length ? [...scopes, "outbox"] : scopes, outcomes, session };
  });
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
    if (name.startsWith("me:") && staging.head.session !== "active") continue;
    await forget(stores, name);
    changed.push(name);
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

async function forget({ documents, cursors }, scope) {
  await documents.delete(scope);
  await cursors.delete(scope);
}

async function writeScope({ cursors, documents }, name, scope, now) {
  const before = await cursors.get(name);
  const dirty = scope.reset || scope.put.size > 0 || scope.del.size > 0 || !before?.held;
  if (dirty) {
    const docs = scope.reset ? {} : ((await documents.get(name))?.docs ?? {});
    for (const [key, body] of scope.put) docs[key] = body;
    for (const key of scope.del) delete docs[key];
    await documents.put({ scope: name, docs });
  }
  const { cursor, version } = scope;
  const stamp = dirty ? `${version} ${now} ${cursor}` : before.stamp;
  const used = before?.used ?? "";
  await cursors.put({ scope: name, cursor, version, held: true, stamp, used, stale: false });
  return dirty;
}

/** Keep who the server says we are; returns whether a command's author is a guest of this device. */
async function people({ settings, identities, documents, cursors }, head, results) {
  const own = await identities.getAll();
  const { session, actor } = head;
  await settings.put({ name: "session", value: { session, actor } });
  const me = (await settings.get("me"))?.value ?? "";
  if (session === "active") {
    await settings.put({ name: "me", value: actor });
    // Another person's own documents do not stay on this device.
    if (me && me !== actor) await forget({ documents, cursors }, `me:${me}`);
  } else if (session === "none" && me && !own.some((identity) => identity.actor === me)) {
    const refused = results.some(({ status }) => status === "needs_login");
    const document = (await documents.get(`me:${me}`))?.docs[`me:${me}`];
    // A guest whose session is lost and whose secret was never here does not come back.
    if (refused && document?.guest) await settings.delete("me");
  }
  return (command) =>
    session === "none" && own.some(({ actor, closed }) => actor === command.actor && !closed);
}

async function decide({ commands, cursors }, { results, restored, now, mine }) {
  const answers = new Map(results.map((result) => [result.id, result]));
  const held = new Map();
  for (const { scope, version, held: is } of await cursors.getAll()) {
    if (is) held.set(scope, version);
  }
  const before = await commands.getAll();
  const heard = before.map((command) => hear(command, answers.get(command.id), { restored, mine }));
  const after = heard.map((command) => settled(released(command, heard), held, now));
  const outcomes = after.filter((command, at) => command.status !== before[at].status);
  for (const command of after) {
    if (command !== before.find(({ seq }) => seq === command.seq)) await commands.put(command);
  }
  for (const { seq } of outdated(after, now)) await commands.delete(seq);
  return outcomes.map(({ id, name, noun, status, code }) => ({ id, name, noun, status, code }));
}

function hear(command, result, { restored, mine }) {
  if (result?.status === "needs_login" && mine(command)) return { ...command, status: "waiting" };
  if (result) return answered(command, result);
  // The server may have forgotten what it had acknowledged: sending again changes nothing.
  if (restored && command.status === "acknowledged") return { ...command, status: "waiting" };
  return command;
}
