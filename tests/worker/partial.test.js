/** The first pull of a large town: its liveliest cards at once, the rest page by page. */

import assert from "node:assert/strict";
import { test } from "node:test";

import { createPages } from "../../service_worker/pages.js";
import { Phone } from "./helpers/phone.js";
import { dark, Town } from "./helpers/town.js";

const CARDS = 20;
const id = (n) => `01890000-0000-7000-8000-0000000000${n + 10}`;
const card = (n) => `project:${id(n)}`;
const day = (n) => `2026-03-${String(n + 1).padStart(2, "0")}T10:00:00.000Z`;

/** Of the projects 0 to 19 the last is the liveliest; phones begin with the town and four. */
function largeTown() {
  const town = new Town();
  town.write(["public", "town", { id: "town", name: "Lindenbrück", languages: ["de"] }]);
  for (let n = 0; n < CARDS; n += 1) town.project(id(n), { activity: day(n) });
  town.begins = 5;
  town.pageSize = 6;
  const phone = new Phone(town);
  // Details have tests of their own.
  phone.thrifty = true;
  return { town, phone };
}

/** Whether a list says that the server knows more of what it lists. */
async function serverListsMore({ replica }) {
  const List = { type: "List", kind: "project", sort: ["-activity"], where: [], fixed: {}, join: {}, size: 10 };
  const match = { page: { path: "/projects", template: "", reads: { projects: List } }, values: {} };
  const parts = { replica, render: () => "", storage: null, now: () => 0, build: "", assets: {} };
  const { more } = await createPages(parts).open(match, new URL("http://localhost/projects"));
  return more;
}

const cardsOf = async (phone) => Object.keys((await phone.holds("public")) ?? {}).sort();
const all = ["town", ...Array.from({ length: CARDS }, (_, n) => card(n))].sort();
const pulls = (town) => town.requests.map(({ body }) => body.pull ?? body);

/** What the town's `public` is, as a phone should have it. */
const truth = (town) =>
  Object.fromEntries(
    [...town.scopes.get("public")].filter(([, { body }]) => body).map(([key, { body }]) => [key, body]),
  );

test("the liveliest cards are there after one answer, marked as a part", async () => {
  const { town, phone } = largeTown();
  assert.deepEqual(await phone.syncs(), { ok: true, ready: true, began: true, pause: 0 });
  assert.equal(town.requests.length, 1);
  assert.deepEqual(await cardsOf(phone), [card(16), card(17), card(18), card(19), "town"]);
  assert.equal((await phone.replica.snapshot([])).partial, true);
  assert.equal(await serverListsMore(phone), true);
});

test("what moved last can be opened at once", async () => {
  const { town, phone } = largeTown();
  town.begins = 15;
  phone.thrifty = false;
  assert.equal((await phone.syncs()).ready, true);
  for (const n of [19, 18, 14]) assert.ok(await phone.holds(card(n)), card(n));
  assert.equal(await phone.holds(card(13)), undefined);
});

test("the next run brings the rest, after what is fetched ahead", async () => {
  const { town, phone } = largeTown();
  town.begins = 15;
  phone.thrifty = false;
  await phone.syncs();
  town.troubles = [(handle) => handle(), dark];
  assert.equal((await phone.syncs()).ok, false);
  assert.equal((await phone.replica.snapshot([])).partial, true);
  const { began } = await phone.syncs();
  for (let n = 0; n < CARDS; n += 1) assert.ok(await phone.holds(card(n)), card(n));
  assert.equal(began, false);
  assert.deepEqual(await cardsOf(phone), all);
  assert.equal((await phone.replica.snapshot([])).partial, false);
  assert.equal(pulls(town).filter(({ lively }) => lively).length > 1, true);
  town.requests.length = 0;
  await phone.syncs();
  assert.equal(pulls(town)[0].lively, undefined);
});

test("a small town comes whole", async () => {
  const { town, phone } = largeTown();
  town.begins = 100;
  assert.equal((await phone.syncs()).began, false);
  assert.deepEqual(await cardsOf(phone), all);
});

test("what changes, comes and goes in between is neither lost nor back", async () => {
  const { town, phone } = largeTown();
  await phone.syncs();
  const between = [
    () => town.write(["public", card(19)]),
    () => town.project(id(18), { activity: day(18), phase: "done" }),
    () => town.project(id(30), { activity: day(0) }),
    () => town.write(["public", card(0)]),
  ];
  const happens = (step) => async (handle) => {
    const answer = await handle();
    step();
    return answer;
  };
  town.troubles = between.map(happens);
  await phone.syncs();
  await phone.syncs();
  assert.deepEqual(await phone.holds("public"), truth(town));
});

test("a phone that is closed in the middle goes on where it was", async () => {
  const { town, phone } = largeTown();
  await phone.syncs();
  town.troubles = [(handle) => handle(), dark];
  assert.equal((await phone.syncs()).ok, false);
  const before = await cardsOf(phone);
  assert.ok(before.length > 5 && before.length < all.length);
  phone.starts();
  town.requests.length = 0;
  town.write(["public", card(19)]);
  await phone.syncs();
  const cursors = pulls(town).map(({ have }) => Number(have.public.split(" ")[0]));
  assert.ok(cursors[0] > 0);
  assert.deepEqual(cursors, [...cursors].sort((a, b) => a - b));
  assert.deepEqual(await phone.holds("public"), truth(town));
});

test("a town that comes whole and has much still begins with what moved last", async () => {
  const town = new Town();
  for (let n = 0; n < 41; n += 1) town.project(id(n), { activity: day(n) });
  const phone = new Phone(town);
  const { ready, began } = await phone.syncs();
  assert.deepEqual([ready, began], [true, true]);
  assert.ok(await phone.holds(card(35)));
  assert.equal(await phone.holds(card(34)), undefined);
  assert.equal((await phone.syncs()).began, false);
  assert.ok(await phone.holds(card(17)));
});

test("a phone that fetches nothing ahead has nothing more to come", async () => {
  const town = new Town();
  for (let n = 0; n < 41; n += 1) town.project(id(n), { activity: day(n) });
  const phone = new Phone(town);
  phone.thrifty = true;
  assert.equal((await phone.syncs()).began, false);
});

test("what was written meanwhile shows, and is settled when all is there", async () => {
  const { phone } = largeTown();
  await phone.syncs();
  await phone.comments(id(19), "Hallo");
  assert.equal(await serverListsMore(phone), false);
  await phone.syncs();
  await phone.syncs();
  assert.deepEqual(await phone.statuses(), ["settled"]);
  assert.equal((await phone.holds("public"))[card(19)].comments, 1);
});

test("a part does not settle what the town has acknowledged", async () => {
  const { phone } = largeTown();
  await phone.comments(id(3), "Vor allem anderen");
  await phone.syncs();
  assert.equal((await phone.holds("public"))[card(3)], undefined);
  assert.deepEqual(await phone.statuses(), ["acknowledged"]);
  await phone.syncs();
  assert.deepEqual(await phone.statuses(), ["settled"]);
});

test("a backup that is restored in the middle begins anew", async () => {
  const { town, phone } = largeTown();
  await phone.syncs();
  town.epoch = "another";
  town.scopes.get("public").delete(card(19));
  await phone.syncs();
  await phone.syncs();
  assert.deepEqual(await phone.holds("public"), truth(town));
});

test("a phone that holds everything is not thrown back to a part", async () => {
  const { town, phone } = largeTown();
  await phone.syncs();
  await phone.syncs();
  town.epoch = "another";
  town.troubles = [(handle) => handle(), dark];
  assert.equal((await phone.syncs()).ok, false);
  assert.deepEqual(await cardsOf(phone), all);
});
