import "fake-indexeddb/auto";

import assert from "node:assert/strict";
import { test } from "node:test";

import { createDatabase } from "../../service_worker/database.js";
import { createTraces } from "../../static/js/kiosk/traces.js";
import { envelope, holding, idsOf, stored } from "./helpers/sealed.js";

/** A window with all that can be left in it. */
function littered(indexedDB) {
  const caches = new Map([["assets-1", 1], ["town", 1], ["pages", 1]]);
  const files = new Map([["letter.txt", 1]]);
  const cookies = new Map([["language", "de"]]);
  const storage = () => Object.defineProperty({ typed: "x" }, "clear", { value() { delete this.typed; } });
  const folder = {
    keys: async function* () { yield* [...files.keys()]; },
    removeEntry: async (name) => files.delete(name),
  };
  return {
    indexedDB,
    localStorage: storage(),
    sessionStorage: storage(),
    caches: { keys: async () => [...caches.keys()], delete: async (name) => caches.delete(name) },
    navigator: { storage: { getDirectory: async () => folder } },
    document: {
      get cookie() { return [...cookies].map((pair) => pair.join("=")).join("; "); },
      set cookie(text) { cookies.delete(text.split("=")[0]); },
    },
  };
}

test("whatever somebody left is found, and taken away; what is public or sealed stays", async () => {
  const { indexedDB, store } = await holding("a");
  const db = createDatabase(indexedDB, { mayUpgrade: true });
  const cursor = { cursor: "5 ", held: true, version: 5, stamp: "", stale: false };
  await db.transaction(["commands", "identities", "drafts", "settings", "cursors", "documents"], "readwrite", (stores) => Promise.all([
    stores.commands.add({ id: "c" }),
    stores.identities.put({ actor: "x", secret: "s" }),
    stores.drafts.put({ key: "d" }),
    stores.settings.put({ name: "kiosk", value: [] }),
    stores.settings.put({ name: "me", value: "x" }),
    stores.settings.put({ name: "session", value: { session: "active", actor: "x" } }),
    stores.cursors.put({ ...cursor, scope: "me:x", used: "" }),
    stores.documents.put({ scope: "me:x", docs: {} }),
    stores.cursors.put({ ...cursor, scope: "project:p", used: "2026-03-14T12:00:00Z" }),
    stores.documents.put({ scope: "project:p", docs: { "project:p": {} } }),
  ]));
  await new Promise((resolve) => (indexedDB.open("else", 1).onsuccess = ({ target }) => resolve(target.result.close())));
  await store.note("visitor", "x");
  await store.put({ ...envelope("b"), text: "readable" }, "");
  const traces = createTraces({ db, store, page: littered(indexedDB) });
  const others = ["unsealed", "fact visitor"];
  const planted = [
    "commands", "identities", "drafts", "setting me", "setting session", "me:x", "project:p", "cache pages",
    "database else", "file letter.txt", "cookie language", "local typed", "session typed",
  ];
  assert.deepEqual((await traces.find()).sort(), [...planted, ...others].sort());
  await traces.wipe();
  assert.deepEqual((await traces.find()).sort(), others.sort());
  assert.deepEqual(idsOf(await store.all()), ["a", "b"]);
  const left = await db.transaction(["documents", "settings"], "readonly", async ({ documents, settings }) =>
    [await documents.getAllKeys(), (await settings.getAllKeys()).sort()]);
  assert.deepEqual(left, [["project:p"], ["kiosk", "session"]]);
});

test("what is unsealed among what has arrived is found, too", async () => {
  const { indexedDB, store } = await holding("a");
  const traces = createTraces({ db: createDatabase(indexedDB, { mayUpgrade: true }), store, page: littered(indexedDB) });
  await traces.wipe();
  assert.deepEqual(await traces.find(), []);
  await store.db.transaction(["sent"], "readwrite", ({ sent }) => sent.put({ order: 9, envelope: { id: "x" }, settled: 0 }));
  assert.deepEqual(await traces.find(), ["unsealed"]);
});

test("where there is no database yet, none is made by looking", async () => {
  const { indexedDB, store } = stored();
  const traces = createTraces({ db: createDatabase(indexedDB, { mayUpgrade: false }), store, page: littered(indexedDB) });
  await traces.wipe();
  assert.deepEqual(await traces.find(), []);
  assert.deepEqual((await indexedDB.databases()).map(({ name }) => name), ["kokommune-kiosk"]);
});
