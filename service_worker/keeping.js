/** The pages of a pull become part of the replica, and are counted against what the server says. */

import { isPersonal } from "./personal.js";
import { agree, amount } from "./sums.js";

/**
 * What a cursor says of a scope that is something else than the server said: it is read from its
 * beginning next; or that was done and changed nothing, so what is here is what the server has.
 */
const ANEW = "anew";
const STILL = "still";

/**
 * Within a transaction over cursors and documents; `thorough`: what nothing has changed is counted,
 * too. Gives `{changed, anew, found}`: the scopes that changed, those to be read from their
 * beginning, and how many were found to differ.
 */
export async function keep(stores, staging, { thorough }) {
  const kept = { changed: [], anew: [], found: 0 };
  for (const [name, scope] of staging.scopes) {
    const { dirty, differs, isNew } = await keepScope(stores, name, scope, thorough);
    if (dirty) kept.changed.push(name);
    if (differs === ANEW) kept.anew.push(name);
    if (isNew) kept.found += 1;
  }
  await outdate(stores, staging);
  for (const name of staging.gone) {
    // An expired session says nothing about what belongs to me.
    if (isPersonal(name) && staging.head.session !== "active") continue;
    if (await forget(stores, name)) kept.changed.push(name);
  }
  return kept;
}

/** A backup was restored: everything is shown on, and read from its beginning when asked for. */
export async function distrust({ cursors }) {
  for (const record of await cursors.getAll()) await cursors.put(unread(record));
}

function unread(record) {
  return { ...record, cursor: "", version: 0, stale: true };
}

/** A card that changed or went says that the detail behind it has changed, if that is not here yet. */
async function outdate({ cursors }, { scopes }) {
  const { put, del } = scopes.get("public") ?? {};
  if (!put?.size && !del?.size) return;
  for (const record of await cursors.getAll()) {
    const changed = put.get(record.scope)?.version > record.version;
    const touched = changed || del.has(record.scope);
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

async function keepScope({ cursors, documents }, name, scope, thorough) {
  const before = await cursors.get(name);
  // What has changed in a scope that was let go of meanwhile is not the whole of it.
  if (!scope.reset && !before?.held) return { dirty: false, differs: "", isNew: false };
  const dirty = scope.reset || scope.put.size > 0 || scope.del.size > 0;
  if (dirty) await merge(documents, name, scope);
  const { cursor, more: partial } = scope;
  // What is not read to its end has reached no version as a whole.
  const version = partial ? 0 : scope.version;
  const stamp = dirty ? crypto.randomUUID() : before.stamp;
  const used = before?.used ?? "";
  const known = !dirty && !(thorough && scope.told) && before.amount;
  const here = known || (partial ? null : await amountOf(documents, name));
  const differs = judged(scope, here, before?.differs ?? "");
  const flags = { held: true, partial, stale: false, differs };
  const record = { scope: name, cursor, version, stamp, used, amount: here, ...flags };
  await cursors.put(differs === ANEW ? unread(record) : record);
  return { dirty, differs, isNew: Boolean(differs && !before?.differs) };
}

async function merge(documents, name, scope) {
  const { docs, versions } = (!scope.reset && (await documents.get(name))) || blank();
  for (const [key, { body, version }] of scope.put) {
    docs[key] = body;
    versions[key] = version;
  }
  for (const key of scope.del) {
    delete docs[key];
    delete versions[key];
  }
  await documents.put({ scope: name, docs, versions });
}

function blank() {
  return { docs: {}, versions: {} };
}

async function amountOf(documents, name) {
  const { docs, versions } = (await documents.get(name)) ?? blank();
  return amount(docs, versions);
}

/** What is to be done about a scope: "" where it is as the server says, or where that says nothing. */
function judged({ told, reset }, here, before) {
  if (!told || !here) return before === STILL && !reset ? STILL : "";
  if (agree(told, here)) return "";
  return reset || before ? STILL : ANEW;
}
