import "fake-indexeddb/auto";

import assert from "node:assert/strict";
import { test } from "node:test";

import { IDBFactory } from "fake-indexeddb";

import { createDatabase, NAME } from "../../service_worker/database.js";

const settings = ["settings"];
const put = (db, value) =>
  db.transaction(settings, "readwrite", (stores) => stores.settings.put({ name: "x", value }));
const get = (db) =>
  db.transaction(settings, "readonly", async (stores) => (await stores.settings.get("x"))?.value);

test("a page opens what the worker has made, and makes nothing itself", async () => {
  const indexedDB = new IDBFactory();
  const page = createDatabase(indexedDB, { mayUpgrade: false });
  await assert.rejects(page.open());
  assert.deepEqual(await indexedDB.databases(), []);
  await put(createDatabase(indexedDB, { mayUpgrade: true }), "kept");
  assert.equal(await get(page), "kept");
});

test("a lost connection is opened again", async () => {
  const db = createDatabase(new IDBFactory(), { mayUpgrade: true });
  await put(db, "kept");
  (await db.open()).close();
  assert.equal(await get(db), "kept");
});

test("an upgrade empties the replica and keeps what people wrote", async () => {
  const indexedDB = new IDBFactory();
  await makeOld(indexedDB);
  const db = createDatabase(indexedDB, { mayUpgrade: true, version: 2 });
  assert.equal(await get(db), "kept");
  const documents = await db.transaction(["documents"], "readonly", (s) => s.documents.getAll());
  assert.deepEqual(documents, []);
});

test("a newer worker is not held up by open pages", async () => {
  const indexedDB = new IDBFactory();
  await put(createDatabase(indexedDB, { mayUpgrade: true }), "kept");
  const page = createDatabase(indexedDB, { mayUpgrade: false });
  await page.open();
  await createDatabase(indexedDB, { mayUpgrade: true, version: 3 }).open();
  assert.equal(await get(page), "kept");
});

test("what fails by itself is not tried again and leaves nothing", async () => {
  const db = createDatabase(new IDBFactory(), { mayUpgrade: true });
  let tries = 0;
  const work = async (stores) => {
    tries += 1;
    await stores.settings.put({ name: "x", value: "half" });
    throw new TypeError("a mistake");
  };
  await assert.rejects(db.transaction(settings, "readwrite", work), TypeError);
  assert.equal(tries, 1);
  assert.equal(await get(db), undefined);
});

/** A database as an older build may have left it. */
function makeOld(indexedDB) {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(NAME, 1);
    request.onerror = () => reject(request.error);
    request.onupgradeneeded = () => {
      request.result.createObjectStore("settings", { keyPath: "name" });
      request.result.createObjectStore("documents", { keyPath: "id" });
      request.transaction.objectStore("settings").put({ name: "x", value: "kept" });
      request.transaction.objectStore("documents").put({ id: 1 });
    };
    request.onsuccess = () => {
      request.result.close();
      resolve();
    };
  });
}
