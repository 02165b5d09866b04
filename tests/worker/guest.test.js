import assert from "node:assert/strict";
import { test } from "node:test";

const items = new Map();
globalThis.localStorage = {
  getItem: (name) => items.get(name) ?? null,
  setItem: (name, value) => items.set(name, value),
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
