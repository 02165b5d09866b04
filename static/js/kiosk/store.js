/**
 * What a tablet keeps besides public documents: sealed envelopes, which it cannot open itself, and
 * what it knows of itself.
 *
 * A database of its own, so that all others can be emptied.
 */

import { openDB } from "idb";

export const NAME = "kokommune-kiosk";
/** Facts that a tablet may keep. */
export const FACTS = ["key", "kiosk", "synced"];

/** `indexedDB` as browsers have it. Gives the store below. */
export function createStore() {
  let opening = null;

  function open() {
    opening ??= openDB(NAME, 1, {
      upgrade(db) {
        db.createObjectStore("sealed", { keyPath: "order", autoIncrement: true });
        db.createObjectStore("facts", { keyPath: "name" });
      },
      terminated: forget,
      blocking: forget,
    });
    opening.catch(forget);
    return opening;
  }

  function forget() {
    opening?.then((db) => db.close()).catch(() => {});
    opening = null;
  }

  /** Keep an envelope, written `at`: when this returns it is on the disk. */
  async function put(envelope, at) {
    const tx = (await open()).transaction("sealed", "readwrite", { durability: "strict" });
    await Promise.all([tx.store.add({ envelope, at, status: "" }), tx.done]);
  }

  /** All envelopes in the order in which they were sealed: `{order, envelope, at, status}`. */
  async function all() {
    return (await open()).getAll("sealed");
  }

  /** Let go of what the server has decided on, and mark what somebody has to look at. */
  async function settle(results) {
    const tx = (await open()).transaction("sealed", "readwrite", { durability: "strict" });
    for (const { order, status, keep } of results) {
      if (!keep) {
        tx.store.delete(order);
        continue;
      }
      const record = await tx.store.get(order);
      if (record) tx.store.put({ ...record, status });
    }
    await tx.done;
  }

  async function fact(name) {
    return (await (await open()).get("facts", name))?.value ?? null;
  }

  async function note(name, value) {
    await (await open()).put("facts", { name, value });
  }

  /** The names of all facts. */
  async function facts() {
    return (await open()).getAllKeys("facts");
  }

  return { put, all, settle, fact, note, facts };
}
