import assert from "node:assert/strict";
import { test } from "node:test";

const items = new Map();
let isFull = false;
globalThis.localStorage = {
  getItem: (name) => items.get(name) ?? null,
  setItem(name, value) {
    if (isFull) throw new DOMException("full", "QuotaExceededError");
    items.set(name, value);
  },
};
const { guest, handedOver, localIdentities } = await import("../../static/js/guest.js");
const db = { transaction: () => Promise.reject(new Error("no database")) };

test("two forms that are sent at once are sent by one guest", async () => {
  const [first, second] = await Promise.all([guest(db), guest(db)]);
  assert.equal(first.actor, second.actor);
  assert.deepEqual(localIdentities(), [first]);
});

test("a guest that is an account's by now is nobody's here", async () => {
  const { actor } = await guest(db);
  assert.equal(handedOver(["somebody else"]), false);
  assert.equal(handedOver([actor]), true);
  assert.equal(handedOver([actor]), false);
  assert.notEqual((await guest(db)).actor, actor);
});

test("where storage can be read and not written, the page keeps its guest for a worker", async () => {
  items.clear();
  isFull = true;
  const made = await guest(db);
  assert.deepEqual(await guest(db), made);
  assert.deepEqual(localIdentities(), [made]);
  assert.equal(handedOver([made.actor]), true);
  assert.deepEqual(localIdentities(), []);
  isFull = false;
  assert.deepEqual([await guest(db)], localIdentities());
  assert.equal(items.size, 1);
});
