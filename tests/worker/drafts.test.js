import "fake-indexeddb/auto";

import assert from "node:assert/strict";
import { test } from "node:test";

import { IDBFactory } from "fake-indexeddb";

import { createDatabase } from "../../service_worker/database.js";
import { author, newIdentity } from "../../service_worker/identity.js";
import { add, all } from "../../service_worker/outbox.js";
import { signIn } from "../../service_worker/signing_in.js";
import { signOut } from "../../service_worker/signing_out.js";
import { createDraftStore } from "../../static/js/draft_store.js";

const FORM = "/projects/1\n/commands/comment\n\non=1";
const DAY = 24 * 3_600_000;

function phone({ worker = true, reader = () => [""] } = {}) {
  const indexedDB = new IDBFactory();
  const db = createDatabase(indexedDB, { mayUpgrade: worker });
  const items = new Map();
  const tab = { getItem: (name) => items.get(name) ?? null, setItem: (n, v) => items.set(n, v) };
  const clock = { now: Date.parse("2026-03-14T12:00:00Z") };
  const store = createDraftStore({ db, tab, now: () => clock.now, reader });
  return { indexedDB, db, items, tab, clock, store };
}

/** The store of the tab's next page, which was made for this reader. */
const nextPage = ({ db, tab, clock }, actor) =>
  createDraftStore({ db, tab, now: () => clock.now, reader: () => (actor ? [actor, ""] : [""]) });

const writesAs = (db, value) =>
  db.transaction(["settings"], "readwrite", ({ settings }) => settings.put({ name: "me", value }));

test("a draft is there until it is dropped", async () => {
  const { store } = phone();
  await store.keep(FORM, { body: "Halb" });
  await store.keep(FORM, { body: "Halb fertig" });
  await store.keep("another", { title: "x" });
  assert.deepEqual(await store.all(), { [FORM]: { body: "Halb fertig" }, another: { title: "x" } });
  await store.drop(FORM);
  assert.deepEqual(await store.all(), { another: { title: "x" } });
});

test("two accounts on one phone never see each other's drafts", async () => {
  const { db, store } = phone();
  await writesAs(db, "ayse");
  await store.keep(FORM, { body: "Von Ayşe" });
  await writesAs(db, "bernd");
  assert.deepEqual(await store.all(), {});
  await store.keep(FORM, { body: "Von Bernd" });
  await store.drop(FORM);
  await writesAs(db, "");
  assert.deepEqual(await store.all(), {});
  await writesAs(db, "ayse");
  assert.deepEqual(await store.all(), { [FORM]: { body: "Von Ayşe" } });
});

test("a guest of this phone keeps what they began as nobody, an account does not", async () => {
  const { db, store } = phone();
  await store.keep(FORM, { body: "Noch niemand" });
  await writesAs(db, "account");
  assert.deepEqual(await store.all(), {});
  await writesAs(db, "");
  await author(db);
  assert.deepEqual(await store.all(), { [FORM]: { body: "Noch niemand" } });
  await store.drop(FORM);
  assert.deepEqual(await store.all(), {});
});

test("a guest who has an account by now is one", async () => {
  const { db, store } = phone();
  await store.keep(FORM, { body: "Noch niemand" });
  const identity = await newIdentity();
  await db.transaction(["identities"], "readwrite", ({ identities }) =>
    identities.put({ ...identity, closed: true }),
  );
  await writesAs(db, identity.actor);
  assert.deepEqual(await store.all(), {});
});

test("drafts go after thirty days", async () => {
  const { clock, db, store } = phone();
  await store.keep("old", { body: "Alt" });
  clock.now += 2 * DAY;
  await store.keep("new", { body: "Neu" });
  clock.now += 29 * DAY;
  assert.deepEqual(await store.all(), { new: { body: "Neu" } });
  const left = await db.transaction(["drafts"], "readonly", ({ drafts }) => drafts.count());
  assert.equal(left, 1);
});

test("where no worker has made a database the tab keeps them, until there is one", async () => {
  const { indexedDB, items, store } = phone({ worker: false });
  await store.keep(FORM, { body: "Halb" });
  assert.deepEqual(await store.all(), { [FORM]: { body: "Halb" } });
  await createDatabase(indexedDB, { mayUpgrade: true }).open();
  assert.deepEqual(await store.all(), { [FORM]: { body: "Halb" } });
  store.keepAtOnce(FORM, { body: "Ganz" });
  await store.keep(FORM, { body: "Ganz" });
  assert.equal(items.get("kokommune.drafts"), "[]");
  assert.deepEqual(await store.all(), { [FORM]: { body: "Ganz" } });
});

test("what the database has of a page that ended is the tab's no more", async () => {
  const here = phone();
  await here.store.all();
  here.store.keepAtOnce(FORM, { body: "Eilig" });
  const tab = here.items.get("kokommune.drafts");
  await here.store.keep(FORM, { body: "Eilig" }, true);
  // Its script went no further than the transaction.
  here.items.set("kokommune.drafts", tab);
  const next = nextPage(here, "");
  assert.deepEqual(await next.all(), { [FORM]: { body: "Eilig" } });
  await here.db.transaction(["drafts"], "readwrite", ({ drafts }) => drafts.clear());
  assert.deepEqual(await next.all(), {});
});

test("what is kept in haste belongs to its writer, too", async () => {
  const { db, store } = phone();
  await writesAs(db, "ayse");
  await store.all();
  store.keepAtOnce(FORM, { body: "Schnell" });
  assert.deepEqual(await store.all(), { [FORM]: { body: "Schnell" } });
  await writesAs(db, "bernd");
  assert.deepEqual(await store.all(), {});
});

test("what an account types before the database has answered is that account's", async () => {
  const here = phone({ reader: () => ["ayse", ""] });
  await writesAs(here.db, "ayse");
  here.store.keepAtOnce(FORM, { body: "Gleich" });
  assert.deepEqual(await nextPage(here, "ayse").all(), { [FORM]: { body: "Gleich" } });
  await writesAs(here.db, "");
  assert.deepEqual(await nextPage(here, "").all(), {});
  await writesAs(here.db, "ayse");
  assert.deepEqual(await nextPage(here, "ayse").all(), { [FORM]: { body: "Gleich" } });
});

test("where there is no database, the page says whose the tab's drafts are", async () => {
  const here = phone({ worker: false, reader: () => ["ayse", ""] });
  await here.store.keep(FORM, { body: "Von Ayşe" });
  assert.deepEqual(await nextPage(here, "").all(), {});
  await nextPage(here, "bernd").keep(FORM, { body: "Von Bernd" });
  assert.deepEqual(await nextPage(here, "bernd").all(), { [FORM]: { body: "Von Bernd" } });
  assert.deepEqual(await nextPage(here, "ayse").all(), { [FORM]: { body: "Von Ayşe" } });
});

test("there, what somebody begins and signs in for is theirs", async () => {
  const here = phone({ worker: false });
  await here.store.keep(FORM, { body: "Noch niemand" });
  assert.deepEqual(await nextPage(here, "ayse").all(), { [FORM]: { body: "Noch niemand" } });
  assert.deepEqual(await nextPage(here, "").all(), {});
  assert.deepEqual(await nextPage(here, "bernd").all(), {});
  assert.deepEqual(await nextPage(here, "ayse").all(), { [FORM]: { body: "Noch niemand" } });
});

test("what was typed while the database was writing stays in the tab", async () => {
  const { store, items } = phone();
  const slow = store.keep(FORM, { body: "Halb" });
  store.keepAtOnce(FORM, { body: "Halb fertig" });
  await slow;
  assert.deepEqual(await store.all(), { [FORM]: { body: "Halb fertig" } });
  await store.keep(FORM, { body: "Halb fertig" });
  assert.equal(items.get("kokommune.drafts"), "[]");
  assert.deepEqual(await store.all(), { [FORM]: { body: "Halb fertig" } });
});

test("without any storage nothing is kept and nothing breaks", async () => {
  const { db } = phone({ worker: false });
  const store = createDraftStore({ db, tab: undefined, now: Date.now, reader: () => [""] });
  await store.keep(FORM, { body: "Halb" });
  assert.deepEqual(await store.all(), {});
  await store.drop(FORM);
});

test("who signs in while a text is kept does not get it", async () => {
  const { db, store } = phone();
  await writesAs(db, "ayse");
  await store.all();
  await signIn(db, "bernd");
  await store.keep(FORM, { body: "Von Ayşe" });
  assert.deepEqual(await store.all(), {});
  await signOut(db);
  assert.deepEqual(await store.all(), {});
  await signIn(db, "ayse");
  assert.deepEqual(await store.all(), { [FORM]: { body: "Von Ayşe" } });
});

test("the turn changes with everyone who signs in or out, and with nothing else", async () => {
  const { db, store } = phone();
  const before = await store.turn();
  await author(db);
  assert.equal(await store.turn(), before);
  await signIn(db, "ayse");
  const during = await store.turn();
  await signOut(db);
  assert.equal(new Set([before, during, await store.turn()]).size, 3);
});

test("drafts of a guest come along with them", async () => {
  const { db, store } = phone();
  const guest = await author(db);
  await store.keep(FORM, { body: "Als Gast" });
  await signIn(db, "ayse");
  assert.deepEqual(await store.all(), {});
  await db.transaction(["identities"], "readwrite", async ({ identities }) =>
    identities.put({ ...(await identities.get(guest)), closed: true, account: "ayse" }),
  );
  assert.deepEqual(await store.all(), { [FORM]: { body: "Als Gast" } });
});

test("what is sent is no draft any more: both happen in one transaction", async () => {
  const { db, store } = phone();
  await writesAs(db, "ayse");
  await store.keep(FORM, { body: "Fertig" });
  const command = { id: "1", noun: "comment", args: {}, actor: "ayse" };
  const fails = { stores: ["settings"], work: () => Promise.reject(new Error("no more")) };
  await assert.rejects(add(db, command, "", fails), /no more/);
  assert.deepEqual(await all(db), []);
  await add(db, command, "", await store.ending(FORM));
  assert.deepEqual(await store.all(), {});
  assert.equal((await all(db)).length, 1);
});

test("a page that is newer than the database sends without asking for drafts", async () => {
  const { indexedDB, store } = phone({ worker: false });
  const opening = indexedDB.open("kokommune", 1);
  await new Promise((resolve) => {
    opening.onupgradeneeded = () => opening.result.createObjectStore("commands", { keyPath: "seq" });
    opening.onsuccess = resolve;
  });
  assert.equal(await store.ending(FORM), null);
});

test("what is sent without an author is by whoever writes here at that moment", async () => {
  const { db, store } = phone();
  const command = { id: "1", noun: "comment", args: {} };
  await store.keep(FORM, { body: "Fertig" });
  assert.equal(await add(db, command, "", await store.ending(FORM)), null);
  assert.deepEqual(await all(db), []);
  assert.deepEqual(await store.all(), { [FORM]: { body: "Fertig" } });
  await signIn(db, "ayse");
  await add(db, command, "", await store.ending(FORM));
  assert.deepEqual(
    (await all(db)).map(({ actor }) => actor),
    ["ayse"],
  );
});

test("what is sent after somebody else has signed in is not theirs", async () => {
  const { db, store } = phone();
  const command = { id: "c", name: "comment", noun: "comment", args: { body: "Von Ayşe" } };
  await signIn(db, "ayse");
  const turn = await store.turn();
  await store.keep(FORM, { body: "Von Ayşe" });
  await signIn(db, "bernd");
  await assert.rejects(add(db, command, "", await store.ending(FORM, turn)), /another_reader/);
  assert.deepEqual(await all(db), []);
  await signIn(db, "ayse");
  assert.deepEqual(await store.all(), { [FORM]: { body: "Von Ayşe" } });
  await add(db, command, "", await store.ending(FORM, await store.turn()));
  assert.deepEqual((await all(db)).map(({ actor }) => actor), ["ayse"]);
});
