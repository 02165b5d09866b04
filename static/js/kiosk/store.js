/**
 * What a tablet keeps besides public documents: sealed envelopes, which it cannot open itself, and
 * what it knows of itself.
 *
 * A database of its own, so that all others can be emptied.
 */

import { createDatabase } from "../../../service_worker/database.js";

export const NAME = "kokommune-kiosk";
/** Facts that a tablet may keep. */
export const FACTS = ["epoch", "key", "kiosk", "synced"];

/** For so long what has arrived can be offered to a restored town again, as on phones. */
const KEPT = 14 * 24 * 3600 * 1000;
const SHAPE = { name: NAME, version: 2, upgrade };
const BOTH = ["sealed", "sent"];

/** `now()` in milliseconds. Gives the store below, and `db`, its database. */
export function createStore({ indexedDB, now }) {
  const db = createDatabase(indexedDB, { mayUpgrade: true, shape: SHAPE });

  /** Keep an envelope, written `at`: when this returns it is on the disk. */
  function put(envelope, at) {
    return withRoom(({ sealed }) => sealed.add({ envelope, at, status: "" }));
  }

  /** What waits, in the order in which it was sealed: `{order, envelope, at, status}`. */
  function all() {
    return read("sealed", (store) => store.getAll());
  }

  /** What has arrived lately, in the same shape. */
  function sent() {
    return read("sent", (store) => store.getAll());
  }

  /** Lay aside what the server has decided on, and mark what somebody has to look at. */
  function settle(results) {
    return withRoom(async (stores) => {
      for (const { order, status, keep } of results) {
        const record = await stores.sealed.get(order);
        if (!record) continue;
        if (keep) await stores.sealed.put({ ...record, status });
        else await layAside(stores, record);
      }
      await forgetOld(stores.sent);
    });
  }

  async function layAside({ sealed, sent: aside }, record) {
    await sealed.delete(record.order);
    await aside.put({ ...record, status: "", settled: now() });
  }

  /** The oldest come first: behind one that is kept there are few to be found. */
  async function forgetOld(aside) {
    const isOld = (cursor) => cursor && now() - cursor.value.settled > KEPT;
    for (let cursor = await aside.openCursor(); isOld(cursor); cursor = await cursor.continue()) {
      await cursor.delete();
    }
  }

  /**
   * The town says which one it is. One that was restored from a backup has forgotten what came
   * since: all is offered again, in its order. Gives whether something waits again. A worker one
   * build older does not say it.
   */
  async function heard(epoch) {
    if (!epoch) return false;
    return db.transaction([...BOTH, "facts"], "readwrite", async ({ sealed, sent: aside, facts }) => {
      if ((await facts.get("epoch"))?.value === epoch) return false;
      await facts.put({ name: "epoch", value: epoch });
      const again = await aside.getAll();
      for (const { settled, ...record } of again) await sealed.put(record);
      await aside.clear();
      return again.length > 0;
    });
  }

  /**
   * What to seal with. With another key, or as another kiosk, the server may read what it could
   * not. Gives whether something waits again.
   */
  function learn(key) {
    return db.transaction(["facts", "sealed"], "readwrite", async ({ facts, sealed }) => {
      const before = (await facts.get("key"))?.value;
      await facts.put({ name: "key", value: key });
      if (before?.kid === key.kid && before.kiosk === key.kiosk) return false;
      const marked = (await sealed.getAll()).filter(({ status }) => status);
      for (const record of marked) await sealed.put({ ...record, status: "" });
      return marked.length > 0;
    });
  }

  async function fact(name) {
    return (await read("facts", (store) => store.get(name)))?.value ?? null;
  }

  function note(name, value) {
    return db.transaction(["facts"], "readwrite", ({ facts: store }) => store.put({ name, value }));
  }

  /** The names of all facts. */
  function facts() {
    return read("facts", (store) => store.getAllKeys());
  }

  function read(name, work) {
    return db.transaction([name], "readonly", (stores) => work(stores[name]));
  }

  /** Where storage is full, what waits comes before what has arrived. */
  async function withRoom(work) {
    try {
      return await db.transaction(BOTH, "readwrite", work);
    } catch (error) {
      if (error?.name !== "QuotaExceededError") throw error;
      await db.transaction(["sent"], "readwrite", ({ sent: aside }) => aside.clear());
      return db.transaction(BOTH, "readwrite", work);
    }
  }

  return { db, put, all, sent, settle, heard, learn, fact, note, facts };
}

function upgrade(db) {
  const there = new Set(db.objectStoreNames);
  const ordered = { keyPath: "order", autoIncrement: true };
  if (!there.has("sealed")) db.createObjectStore("sealed", ordered);
  if (!there.has("sent")) db.createObjectStore("sent", { keyPath: "order" });
  if (!there.has("facts")) db.createObjectStore("facts", { keyPath: "name" });
}
