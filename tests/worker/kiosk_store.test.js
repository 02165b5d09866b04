import assert from "node:assert/strict";
import { test } from "node:test";

import { all, envelope, holding, idsOf, posting } from "./helpers/sealed.js";

const HOUR = 3_600_000;

test("a store whose connection was lost opens another", async () => {
  const { store } = await holding("a");
  (await store.db.open()).close();
  await store.put(envelope("b"), "");
  (await store.db.open()).close();
  assert.deepEqual(idsOf(await store.all()), ["a", "b"]);
});

test("what waits has room before what has arrived; where there is none at all, it says so", async () => {
  const { store } = await holding("a");
  await posting(store, all("applied")).send();
  const { transaction } = store.db;
  let full = 1;
  store.db.transaction = (names, mode, work) => {
    const add = () => {
      full -= 1;
      if (full >= 0) throw new DOMException("full", "QuotaExceededError");
    };
    const scarce = (stores) => ({ ...stores, sealed: { add: (record) => add() ?? stores.sealed.add(record) } });
    return transaction(names, mode, (stores) => work(stores.sealed ? scarce(stores) : stores));
  };
  await store.put(envelope("b"), "");
  assert.deepEqual(await store.sent(), []);
  full = 2;
  await assert.rejects(store.put(envelope("c"), ""), { name: "QuotaExceededError" });
  store.db.transaction = transaction;
  assert.deepEqual(idsOf(await store.all()), ["b"]);
});

test("a town that was restored is offered what had arrived, in its order, before what is new", async () => {
  const { store, time } = await holding("a", "b");
  assert.equal(await store.heard("first"), false);
  await posting(store, all("applied")).send();
  assert.equal(await store.heard(undefined), false);
  await store.put(envelope("c"), "");
  assert.equal(await store.heard("first"), false);
  assert.deepEqual(idsOf(await store.all()), ["c"]);
  assert.equal(await store.heard("second"), true);
  assert.deepEqual(idsOf(await store.all()), ["a", "b", "c"]);
  assert.deepEqual(await store.sent(), []);
  await posting(store, all("duplicate")).send();
  time.now += 15 * 24 * HOUR;
  await store.put(envelope("d"), "");
  await posting(store, all("applied")).send();
  assert.deepEqual(idsOf(await store.sent()), ["d"]);
});

test("with another key, or as another kiosk, what could not be read is sent again", async () => {
  const { store } = await holding("a");
  const key = { kiosk: "k1", kid: "one", key: "…" };
  assert.equal(await store.learn(key), false);
  await posting(store, all("unreadable")).send();
  assert.equal(await store.learn(key), false);
  for (const other of [{ ...key, kid: "two" }, { ...key, kiosk: "k2" }]) {
    assert.equal(await store.learn(other), true);
    assert.deepEqual(await store.fact("key"), other);
    assert.deepEqual((await store.all()).map(({ status }) => status), [""]);
    await posting(store, all("unreadable")).send();
  }
});
