import "fake-indexeddb/auto";

import assert from "node:assert/strict";
import { test } from "node:test";

import { IDBFactory } from "fake-indexeddb";

import { createDatabase } from "../../service_worker/database.js";
import { base64url } from "../../service_worker/identity.js";
import { createKiosk } from "../../service_worker/kiosk.js";
import { createNavigation } from "../../service_worker/navigation.js";
import { createRouter } from "../../service_worker/router.js";
import { missing } from "../../service_worker/wanted.js";
import { NoAnswer } from "../../service_worker/wire.js";
import { createBeat } from "../../static/js/kiosk/beat.js";
import { createContact } from "../../static/js/kiosk/contact.js";
import { createPerson } from "../../static/js/kiosk/person.js";
import { createPostBox, NotEnrolled } from "../../static/js/kiosk/post_box.js";
import { seal } from "../../static/js/kiosk/seal.js";
import { createStore } from "../../static/js/kiosk/store.js";
import { createTraces } from "../../static/js/kiosk/traces.js";
import { createVisit, grouped } from "../../static/js/kiosk/visit.js";

const HOUR = 3_600_000;
const ID = "01950000-0000-7000-8000-00000000000a";
const ECDH = { name: "ECDH", namedCurve: "P-256" };
const bytes = (text) => new TextEncoder().encode(text);
const read = (text) => new Uint8Array(Buffer.from(text, "base64url"));
const comment = (id = ID) => ({ id, name: "comment", version: 1, args: { on: "town", body: "Hallo" } });

/** The server's half of a key, and how it opens an envelope: the steps of docs/kiosk.md. */
async function server() {
  const pair = await crypto.subtle.generateKey(ECDH, true, ["deriveBits"]);
  const raw = await crypto.subtle.exportKey("raw", pair.publicKey);
  const key = { kiosk: "k1", kid: "the-pair", key: base64url(new Uint8Array(raw)) };

  async function open({ id, epk, iv, ct }, { kiosk } = key) {
    const theirs = await crypto.subtle.importKey("raw", read(epk), ECDH, false, []);
    const agreed = { name: "ECDH", public: theirs };
    const shared = await crypto.subtle.deriveBits(agreed, pair.privateKey, 256);
    const secret = await crypto.subtle.importKey("raw", shared, "HKDF", false, ["deriveKey"]);
    const info = bytes(`kokommune:sealed:1:${key.kid}`);
    const derived = { name: "HKDF", hash: "SHA-256", salt: read(epk), info };
    const gcm = { name: "AES-GCM", length: 256 };
    const aes = await crypto.subtle.deriveKey(derived, secret, gcm, false, ["decrypt"]);
    const additionalData = bytes(`kokommune:sealed:1:${kiosk}:${id}`);
    const text = await crypto.subtle.decrypt({ name: "AES-GCM", iv: read(iv), additionalData }, aes, read(ct));
    return JSON.parse(new TextDecoder().decode(text));
  }

  return { key, open };
}

/** A store over a browser's storage; `time` is a clock that can be set. */
function stored(indexedDB = new IDBFactory(), time = { now: Date.parse("2026-03-14T12:00:00Z") }) {
  return { indexedDB, time, store: createStore({ indexedDB, now: () => time.now }) };
}

const envelope = (id, size = 10) => ({ id, kid: "k", epk: "e", iv: "i", ct: "c".repeat(size) });

async function holding(...ids) {
  const found = stored();
  for (const id of ids) await found.store.put(envelope(id), "2026-03-14T12:00:00Z");
  return found;
}

const idsOf = (records) => records.map(({ envelope: { id } }) => id);
const answered = (...results) => ({ status: 200, body: { results, as_of: 7 } });
const all = (status) => ({ envelopes }) => answered(...envelopes.map(({ id }) => ({ id, status })));

/** What is asked for, and a post box whose server answers by these functions, one a request. */
function posting(store, ...answers) {
  const asked = [];
  const told = [];
  async function post(path, body) {
    asked.push(body.envelopes.map(({ id }) => id));
    const answer = answers.length > 1 ? answers.shift() : answers[0];
    return answer(body);
  }
  const box = createPostBox({ store, post });
  return { asked, told, send: () => box.send((outcomes, as_of) => told.push({ outcomes, as_of })) };
}

test("what is sealed is opened by the server's half alone, and for one kiosk and one id", async () => {
  const { key, open } = await server();
  const letter = (await createVisit()).letter(comment());
  const sealed = await seal(key, letter);
  assert.deepEqual(Object.keys(sealed).sort(), ["ct", "epk", "id", "iv", "kid"]);
  assert.equal(sealed.kid, key.kid);
  assert.deepEqual(await open(sealed), letter);
  await assert.rejects(open(sealed, { kiosk: "k2" }));
  await assert.rejects(open({ ...sealed, id: "another" }));
  await assert.rejects((await server()).open(sealed));
});

test("the same letter sealed twice has nothing in common, and a long one is whole", async () => {
  const { key, open } = await server();
  const visit = await createVisit();
  const long = { ...comment(), args: { on: "town", body: "ä".repeat(40_000) } };
  const [one, two] = [await seal(key, visit.letter(long)), await seal(key, visit.letter(long))];
  for (const name of ["epk", "iv", "ct"]) assert.notEqual(one[name], two[name]);
  assert.equal((await open(one)).command.args.body, long.args.body);
});

test("a visit is who its secret says, and its ticket is told by a hash alone", async () => {
  const visit = await createVisit();
  const letter = visit.letter({ ...comment(), depends_on: ["b"] });
  const secret = read(letter.visit);
  const digest = async (content) => new Uint8Array(await crypto.subtle.digest("SHA-256", content));
  const hash = (await digest(Buffer.concat([bytes("kokommune:visit:"), secret]))).slice(0, 16);
  hash[6] = (hash[6] & 0x0f) | 0x80;
  hash[8] = (hash[8] & 0x3f) | 0x80;
  assert.equal(visit.actor.replaceAll("-", ""), Buffer.from(hash).toString("hex"));
  assert.equal(letter.ticket, base64url(await digest(bytes(`kokommune:ticket:${visit.ticket}`))));
  assert.equal(JSON.stringify(letter).includes(visit.ticket), false);
  assert.deepEqual(letter.command, { ...comment(), actor: visit.actor, depends_on: ["b"] });
  assert.match(visit.ticket, /^[0-9A-HJKMNP-TV-Z]{12}$/);
  assert.match(grouped(visit.ticket), /^(.{4}-){2}.{4}$/);
  const other = await createVisit();
  assert.notEqual(other.actor, visit.actor);
  assert.notEqual(other.ticket, visit.ticket);
});

test("the post box lets go of what is decided, and of nothing else", async () => {
  const statuses = ["applied", "waitlisted", "duplicate", "rejected", "retry", "blocked", "conflict", "unreadable"];
  const { store } = await holding(...statuses);
  const results = (({ envelopes }) => answered(...envelopes.map(({ id }) => ({ id, status: id }))));
  const { told, asked, send } = posting(store, results);
  assert.equal(await send(), true);
  const left = (await store.all()).map(({ envelope: { id }, status }) => [id, status]);
  const later = [["retry", ""], ["blocked", ""]];
  assert.deepEqual(left, [...later, ["conflict", "conflict"], ["unreadable", "unreadable"]]);
  assert.deepEqual(told[0].outcomes.map(({ id }) => id), statuses);
  assert.equal(told[0].as_of, 7);
  await send();
  assert.deepEqual(asked[1], ["retry", "blocked"]);
});

test("an answer that leaves one out has not decided on it", async () => {
  const { store } = await holding("a", "b");
  const { send } = posting(store, () => answered({ id: "b", status: "applied" }));
  assert.equal(await send(), false);
  assert.deepEqual(idsOf(await store.all()), ["a"]);
});

test("without an answer everything stays in its order", async () => {
  for (const answer of [
    () => Promise.reject(new NoAnswer("dark")),
    () => ({ status: 429, body: {} }),
    () => ({ status: 404, body: {} }),
  ]) {
    const { store } = await holding("a", "b");
    await assert.rejects(posting(store, answer).send(), NoAnswer);
    assert.deepEqual(idsOf(await store.all()), ["a", "b"]);
    assert.deepEqual(await store.sent(), []);
  }
});

test("a tablet that is no kiosk any more keeps all that waits", async () => {
  for (const status of [401, 403]) {
    const { store } = await holding("a");
    await assert.rejects(posting(store, () => ({ status, body: {} })).send(), NotEnrolled);
    assert.deepEqual(idsOf(await store.all()), ["a"]);
  }
});

test("as many go at once as fit, in their order, and each answer is heard at once", async () => {
  const ids = Array.from({ length: 51 }, (_, n) => `n${n}`);
  const { store } = await holding(...ids);
  const { asked, told, send } = posting(store, all("applied"), () => Promise.reject(new NoAnswer("dark")));
  await assert.rejects(send(), NoAnswer);
  assert.deepEqual(asked, [ids.slice(0, 50), ["n50"]]);
  assert.equal(told.length, 1);
  assert.deepEqual(idsOf(await store.all()), ["n50"]);
  const large = stored();
  for (const id of ["a", "b", "c"]) await large.store.put(envelope(id, 100 * 1024), "");
  const sizes = posting(large.store, all("applied"));
  await sizes.send();
  assert.deepEqual(sizes.asked, [["a", "b"], ["c"]]);
});

test("what the server does not take keeps none of the others back", async () => {
  for (const status of [400, 413]) {
    const { store } = await holding("a", "broken", "b");
    const isBroken = ({ envelopes }) => envelopes.some(({ id }) => id === "broken");
    const answer = (body) => (isBroken(body) ? { status, body: {} } : all("applied")(body));
    const { asked, send } = posting(store, answer);
    await send();
    assert.deepEqual(asked, [["a", "broken", "b"], ["a"], ["broken"], ["b"]]);
    assert.deepEqual((await store.all()).map(({ status: why }) => why), ["unreadable"]);
    await send();
    assert.equal(asked.length, 4);
  }
});

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

test("a heartbeat says what waits and learns what to seal with", async () => {
  const { store } = await holding("a", "b");
  const asked = [];
  const beat = createBeat({
    store,
    post: async (path, body) => asked.push({ path, body }) && { status: 200, body: { name: "Halle", place: "EG", shows: ["n"] } },
    get: async () => ({ status: 200, body: { kiosk: "k1", kid: "one", key: "x", protocol: 1 } }),
    build: "b1",
    storage: { estimate: async () => ({ usage: 1.4, quota: 9 }) },
    state: () => ({ signed_in: false, remains: 0 }),
    learned: (shows) => asked.push({ shows }),
  });
  assert.equal(await beat.beat(), false);
  const said = { version: "b1", waiting: 2, oldest: "2026-03-14T12:00:00Z", used: 1, quota: 9, synced: "" };
  assert.deepEqual(asked[0], { path: "/kiosk/heartbeat", body: { ...said, signed_in: false, remains: 0 } });
  assert.deepEqual(asked[1], { shows: ["n"] });
  assert.deepEqual(await store.fact("kiosk"), { name: "Halle", place: "EG", shows: ["n"] });
  assert.deepEqual(await store.fact("key"), { kiosk: "k1", kid: "one", key: "x" });
});

test("it tries again soon where nobody answered, and where something is to be sent again", async (t) => {
  t.mock.timers.enable({ apis: ["setTimeout"] });
  const outcomes = [
    () => Promise.reject(new NoAnswer("dark")),
    async () => true,
    async () => false,
    () => Promise.reject(new NotEnrolled()),
  ];
  const log = [];
  let ended = () => {};
  const contact = createContact({
    beat: async () => log.push("beat") > 99,
    postBox: { send: () => log.push("send") && outcomes.shift()() },
    locks: { request: (_name, work) => work().finally(() => setImmediate(ended)) },
    arrived: () => {},
    closed: () => log.push("closed"),
  });
  await contact.send();
  for (let time = 0; time < 2; time += 1) {
    const done = new Promise((resolve) => (ended = resolve));
    t.mock.timers.tick(10_000);
    await done;
  }
  assert.deepEqual(log, ["send", "send", "beat", "send", "beat"]);
  t.mock.timers.tick(60_000);
  assert.equal(log.length, 5);
  await contact.send();
  assert.deepEqual(log.slice(5), ["send", "closed"]);
});

test("a session ends by itself, and with it what was done in it", async () => {
  let now = 0;
  const person = createPerson({ now: () => now });
  assert.deepEqual(person.headers(), {});
  assert.equal(person.hasTicket(), false);
  const { actor } = await person.visit();
  person.note(person.wrote(comment("a"), actor));
  person.signIn({ token: "t", actor: "ayse", name: "Ayşe", expires_in: 600 });
  assert.deepEqual(person.headers(), { "Kokommune-Kiosk-Session": "t" });
  person.note(person.wrote(comment("b"), "ayse"));
  assert.equal(person.seen("de").actor, "ayse");
  now = 600_000;
  assert.equal(person.signedIn(), null);
  assert.deepEqual(person.headers(), {});
  person.signOut();
  const { actor: seen, name, commands } = person.seen("de");
  assert.deepEqual([seen, name, commands.map(({ id }) => id)], [actor, "", ["a"]]);
  assert.equal(person.ticket().length, 12);
});

test("what a visit wrote is built on what it names, and becomes what the server says", async () => {
  const person = createPerson({ now: () => 0 });
  const first = person.wrote(comment("a"), "v");
  person.note(first);
  person.note(person.wrote({ ...comment("b"), args: { on: "a", body: "x" } }, "v"));
  person.note(person.wrote(comment("c"), "v"));
  assert.deepEqual(person.seen("").commands.map(({ depends_on }) => depends_on), [[], ["a"], []]);
  assert.equal(person.isWaiting(), true);
  assert.equal(person.answered({ id: "a", status: "applied" }, 7).reached, 7);
  assert.equal(person.answered({ id: "b", status: "waitlisted" }, 7).code, "waitlisted");
  assert.equal(person.answered({ id: "c", status: "rejected" }, 7).id, "c");
  assert.equal(person.answered({ id: "somebody else's", status: "applied" }, 7), null);
  assert.deepEqual(person.seen("").commands.map(({ status }) => status), ["acknowledged", "acknowledged"]);
  assert.equal(person.isWaiting(), false);
});

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

test("a tablet fetches what its neighbourhoods and the whole town are about, or all", () => {
  const card = (n, neighbourhood) => ({ activity: String(n).padStart(3, "0"), neighbourhood });
  const places = ["north", "south", "town"];
  const cards = Object.fromEntries([
    ...Array.from({ length: 90 }, (_, n) => [`project:${n}`, card(n, places[n % 3])]),
    ["neighbourhood:north", {}],
  ]);
  const plan = { cursors: [], cards, thrifty: false };
  const projects = (kiosk, more) => missing({ ...plan, kiosk, ...more }).filter((scope) => scope.startsWith("project:"));
  assert.equal(projects(null).length, 24);
  assert.equal(projects([]).length, 60);
  const north = projects(["north"]).map((scope) => cards[scope].neighbourhood);
  assert.deepEqual([north.length, [...new Set(north)].sort()], [60, ["north", "town"]]);
  assert.ok(missing({ ...plan, kiosk: ["north"] }).includes("neighbourhood:north"));
  // A tablet that is told to save still has to work without a network.
  assert.equal(projects([], { thrifty: true }).length, 60);
  assert.equal(projects(null, { thrifty: true }).length, 0);
});

const PAGES = [
  { path: "/projects/<uuid:id>", reads: { project: { type: "Scope", name: "project:{id}" } } },
  { path: "/mine", reads: {} },
];
const SHELL = { path: "/kiosk", reads: {} };
const PERMISSIONS = { "Permissions-Policy": "camera=(), publickey-credentials-get=(self)" };

/** The worker of a tablet. `shows` as in kiosk.js. */
async function worker(shows) {
  const db = createDatabase(new IDBFactory(), { mayUpgrade: true });
  const shown = [];
  const pages = { show: async ({ page }, url, visit) => shown.push({ path: page.path, visit }) && `page ${page.path}` };
  const kiosk = createKiosk({ db, pages, page: SHELL, paths: [PAGES[0].path] });
  await kiosk.set(shows);
  const never = () => assert.fail("it was asked for");
  const navigate = createNavigation({
    match: createRouter(PAGES),
    kiosk,
    pages: { ...pages, isPartial: never, hasCard: never, offline: never, tiles: never },
    replica: { touch: never },
    sync: { run: never },
    fetch: never,
    headers: PERMISSIONS,
    now: () => 0,
    opened: never,
    leaving: never,
  });
  return { db, kiosk, navigate, shown };
}

test("whatever a tablet navigates to is its one document, and nothing of it is remembered", async () => {
  const { navigate, shown, db } = await worker([]);
  for (const path of [`/projects/${ID}`, "/mine", "/admin", "/kiosk"]) {
    const request = { url: `https://town.example${path}`, method: "GET", mode: "navigate", headers: new Headers() };
    const response = await navigate(request);
    assert.equal(await response.text(), "page /kiosk");
    assert.equal(response.headers.get("Permissions-Policy"), "camera=(), publickey-credentials-get=()");
    assert.equal(response.headers.get("Cache-Control"), "no-store");
  }
  assert.ok(shown.every(({ visit }) => visit.actor === "" && visit.commands.length === 0));
  const cursors = await db.transaction(["cursors"], "readonly", (stores) => stores.cursors.getAll());
  assert.deepEqual(cursors, []);
});

test("a page is shown for a visit; what is not a tablet's is not, nor anything where there is none", async () => {
  const match = createRouter(PAGES);
  const visit = { actor: "v", name: "", commands: [], language: "en" };
  const asked = (kiosk, path) => kiosk.show(match(path), new URL(path, "https://town.example"), visit);
  const { kiosk, shown } = await worker(["north"]);
  assert.equal(await asked(kiosk, `/projects/${ID}`), "page /projects/<uuid:id>");
  assert.equal(await asked(kiosk, "/kiosk"), "page /kiosk");
  assert.equal(await asked(kiosk, "/mine"), null);
  assert.equal(await asked(kiosk, "/elsewhere"), null);
  assert.deepEqual(shown.map((each) => each.visit), [visit, visit]);
  await kiosk.set(null);
  assert.equal(await asked(kiosk, `/projects/${ID}`), null);
  assert.equal(await kiosk.shell(new URL("https://town.example/kiosk")), null);
});

test("a tablet that is started again is still one", async () => {
  const { db, kiosk } = await worker(["north"]);
  const pages = { show: async () => "shell" };
  const again = createKiosk({ db, pages, page: SHELL, paths: [] });
  assert.equal(await again.shell(new URL("https://town.example/")), "shell");
  await kiosk.set(null);
  assert.equal(await createKiosk({ db, pages, page: SHELL, paths: [] }).shell(new URL("https://town.example/")), null);
});
