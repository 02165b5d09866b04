import "fake-indexeddb/auto";

import assert from "node:assert/strict";
import { test } from "node:test";

import { IDBFactory } from "fake-indexeddb";
import { wrap } from "idb";

import { createDatabase, Destroyed, NAME } from "../../service_worker/database.js";
import { author } from "../../service_worker/identity.js";
import { createRemoval } from "../../service_worker/removal.js";
import { createSchedule } from "../../service_worker/schedule.js";
import { NoAnswer } from "../../service_worker/wire.js";

/** A device with an outbox and two caches; `answers` are those of the server, one a request. */
async function device(...answers) {
  const indexedDB = new IDBFactory();
  const db = createDatabase(indexedDB, { mayUpgrade: true });
  await author(db);
  const names = new Set(["assets-1", "assets-2"]);
  const asked = [];
  const removal = createRemoval({
    db,
    async post(path) {
      asked.push(path);
      const status = answers.shift();
      if (!status) throw new NoAnswer("no network");
      return { status, body: {} };
    },
    caches: { keys: async () => [...names], delete: async (name) => names.delete(name) },
    alone: (work) => work(),
    unregister: async () => asked.push("unregister"),
  });
  const databases = async () => (await indexedDB.databases()).map(({ name }) => name);
  return { db, indexedDB, removal, asked, caches: names, databases };
}

test("it signs out, then takes database, caches and worker away", async () => {
  const { removal, asked, caches, databases } = await device(200);
  assert.equal(removal.isGone(), false);
  assert.equal(await removal.remove(), true);
  assert.equal(removal.isGone(), true);
  assert.deepEqual(asked, ["/session/end", "unregister"]);
  assert.deepEqual(await databases(), []);
  assert.equal(caches.size, 0);
});

test("without an answer all stays, and it can be asked again", async () => {
  const { removal, caches, databases } = await device(0, 429, 200);
  for (let time = 0; time < 2; time += 1) {
    assert.equal(await removal.remove(), false);
    assert.equal(removal.isGone(), false);
    assert.deepEqual(await databases(), [NAME]);
    assert.equal(caches.size, 2);
  }
  assert.equal(await removal.remove(), true);
  assert.deepEqual(await databases(), []);
});

test("a page that has the database open gives it up, and makes none", async () => {
  const { removal, indexedDB, databases } = await device(200);
  const page = createDatabase(indexedDB, { mayUpgrade: false });
  await page.open();
  assert.equal(await removal.remove(), true);
  await assert.rejects(page.open());
  assert.deepEqual(await databases(), []);
});

test("a page that is stuck has an empty database, until it lets go", async () => {
  const { removal, indexedDB, databases } = await device(200);
  const stuck = await new Promise((resolve) => {
    const request = indexedDB.open(NAME);
    request.onsuccess = () => resolve(request.result);
  });
  assert.equal(await removal.remove(), true);
  const names = [...stuck.objectStoreNames];
  const reading = stuck.transaction(names);
  const counts = await Promise.all(names.map((name) => wrap(reading.objectStore(name).count())));
  assert.deepEqual(counts, names.map(() => 0));
  stuck.close();
  while ((await databases()).length > 0) await new Promise((resolve) => setTimeout(resolve, 10));
});

test("what runs on does not bring the database back, until a page begins anew", async () => {
  const { db, removal, databases } = await device(200);
  await removal.remove();
  await assert.rejects(author(db), Destroyed);
  assert.deepEqual(await databases(), []);
  await removal.beginAnew();
  assert.equal(removal.isGone(), false);
  await author(db);
  assert.deepEqual(await databases(), [NAME]);
});

test("it waits for what synchronises, with locks and without", async () => {
  for (const locks of [null, { request: queue() }]) {
    const done = [];
    let finish;
    const schedule = createSchedule({
      flush: () => new Promise((resolve) => (finish = resolve)).then(() => done.push("sync")),
      waits: async () => false,
      isReady: async () => true,
      locks,
      now: Date.now,
      random: () => 0,
    });
    const run = schedule.run();
    const other = schedule.alone(async () => done.push("other"));
    await Promise.resolve();
    finish();
    await Promise.all([run, other]);
    assert.deepEqual(done, ["sync", "other"]);
  }
});

test("a run that comes too late is quiet about it", async (t) => {
  const complaints = t.mock.method(console, "error", () => {});
  const schedule = createSchedule({
    flush: async () => Promise.reject(new Destroyed()),
    waits: async () => false,
    isReady: async () => Promise.reject(new Destroyed()),
    locks: null,
    now: Date.now,
    random: () => 0,
  });
  assert.equal((await schedule.run()).ok, false);
  assert.equal(complaints.mock.callCount(), 0);
});

/** Web Locks' `request` for one name. */
function queue() {
  let last = Promise.resolve();
  return (_, work) => {
    last = last.then(work);
    return last;
  };
}
