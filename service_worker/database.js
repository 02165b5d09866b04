/**
 * The IndexedDB database of the app, with replica and outbox; a tablet in public has another one
 * besides (static/js/kiosk/store.js).
 *
 * Only the worker upgrades it. Pages open it as it is, so that a page one build older than the
 * worker goes on working; where there is none they make none.
 */

import { wrap } from "idb";

export const NAME = "kokommune";

/** Counts the shapes of the stores; each upgrade empties those of the replica and nothing else. */
const VERSION = 3;

/** What people wrote: these stores are never deleted. */
const OUTBOX = {
  commands: { keyPath: "seq", autoIncrement: true },
  identities: { keyPath: "actor" },
  settings: { keyPath: "name" },
  drafts: { keyPath: "key" },
};

/**
 * What the server can tell again. `documents` holds a scope as one record, since pages read it
 * whole: `{docs: {key: body}, versions: {key: number}}`.
 */
const REPLICA = {
  cursors: { keyPath: "scope" },
  documents: { keyPath: "scope" },
  state: { keyPath: "name" },
};

/** How long pages that can hear have to let go of a database that is to be deleted. */
const PATIENCE = 3000;

const LOST = new Set(["InvalidStateError", "UnknownError", "AbortError"]);

/** The database was taken from this device on purpose, and is not made anew. */
export class Destroyed extends Error {}

const APP = { name: NAME, version: VERSION, upgrade };

/**
 * `transaction(stores, mode, work)` on a connection that is opened again when it was lost.
 * `shape`: `{name, version, upgrade(db)}`.
 */
export function createDatabase(indexedDB, { mayUpgrade, shape = APP, version = shape.version }) {
  let opening = null;
  let destroyed = false;
  const forget = () => {
    opening = null;
  };

  function open() {
    if (destroyed) return Promise.reject(new Destroyed());
    if (!opening) {
      opening = connect(indexedDB, { ...shape, version: mayUpgrade && version }, forget);
      opening.catch(forget);
    }
    return opening;
  }

  async function transaction(stores, mode, work) {
    try {
      return await attempt(await open(), stores, mode, work);
    } catch (error) {
      if (!LOST.has(error?.name)) throw error;
      // It did not commit, and browsers lose connections: once more on a new one.
      forget();
      return attempt(await open(), stores, mode, work);
    }
  }

  /**
   * Delete it, for all who have it open; nothing opens it from here any more. A page that is stuck
   * keeps it open and hears nothing: emptied, it is deleted when that page has ended or goes on.
   */
  async function destroy() {
    const opened = open().catch(() => null);
    destroyed = true;
    const connection = await opened;
    const isEmpty = connection && (await emptied(connection));
    connection?.close();
    const deleted = wrap(indexedDB.deleteDatabase(shape.name));
    await (isEmpty ? Promise.race([deleted, pause(PATIENCE)]) : deleted);
  }

  /** It may be made again. */
  function allow() {
    destroyed = false;
  }

  return { open, transaction, destroy, allow };
}

async function attempt(db, names, mode, work) {
  const tx = db.transaction(names, mode, { durability: "strict" });
  const stores = Object.fromEntries(names.map((name) => [name, tx.objectStore(name)]));
  const done = tx.done;
  done.catch(() => {});
  let result;
  try {
    result = await work(stores);
  } catch (error) {
    abort(tx);
    throw error;
  }
  await done;
  return result;
}

/** Whether nothing is in it any more. */
async function emptied(db) {
  const clear = (stores) => Promise.all(Object.values(stores).map((store) => store.clear()));
  try {
    await attempt(db, [...db.objectStoreNames], "readwrite", clear);
    return true;
  } catch {
    return false;
  }
}

function pause(length) {
  return new Promise((resolve) => setTimeout(resolve, length));
}

function abort(tx) {
  try {
    tx.abort();
  } catch {
    // It has ended by itself, which is what was wanted.
  }
}

async function connect(indexedDB, { name, version, upgrade: change }, forget) {
  const request = version ? indexedDB.open(name, version) : indexedDB.open(name);
  request.addEventListener("upgradeneeded", () => {
    if (version) change(request.result);
    else request.transaction.abort();
  });
  const db = await wrap(request);
  db.addEventListener("versionchange", () => {
    db.close();
    forget();
  });
  db.addEventListener("close", forget);
  return db;
}

function upgrade(db) {
  const there = new Set(db.objectStoreNames);
  for (const [name, options] of Object.entries(OUTBOX)) {
    if (!there.has(name)) db.createObjectStore(name, options);
  }
  for (const [name, options] of Object.entries(REPLICA)) {
    if (there.has(name)) db.deleteObjectStore(name);
    db.createObjectStore(name, options);
  }
}
