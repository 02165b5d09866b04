/** What a phone holds is counted against what the server says, and mended where it differs. */

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";

import { agree, amount, mark } from "../../service_worker/sums.js";
import { Phone } from "./helpers/phone.js";
import { dark, lost, Town } from "./helpers/town.js";

const CASES = JSON.parse(readFileSync(new URL("../sums.json", import.meta.url), "utf8"));
const GARDEN = "01890000-0000-7000-8000-000000000001";
const BRIDGE = "01890000-0000-7000-8000-000000000002";
const CARD = `project:${GARDEN}`;

async function townAndPhone() {
  const town = new Town();
  town.write(["public", "town", { id: "town", name: "Lindenbrück" }]);
  for (const id of [GARDEN, BRIDGE]) town.project(id);
  const phone = new Phone(town);
  await phone.syncs();
  town.requests.length = 0;
  return { town, phone };
}

/** The phone's storage does to a scope's record what `change(record)` says. */
async function harms(phone, scope, change) {
  await phone.db.transaction(["documents"], "readwrite", async ({ documents }) => {
    const record = await documents.get(scope);
    change(record);
    await documents.put(record);
  });
  // What is kept in memory is gone with the worker's process.
  phone.starts();
}

const loses = (phone, scope, key) => harms(phone, scope, ({ docs }) => delete docs[key]);
const pulls = (town) => town.requests.map(({ body }) => body.pull ?? body).filter((it) => it.want);
const readAnew = (town, scope) =>
  pulls(town).filter(({ want, have }) => want.includes(scope) && !have[scope]).length;
const standing = (town, scope) =>
  Object.fromEntries(
    [...town.scopes.get(scope)].filter(([, { body }]) => body).map(([key, { body }]) => [key, body]),
  );

test("marks and sums are those of the server", () => {
  for (const { key, version, mark: expected } of CASES.marks) {
    assert.equal(mark(key, version), expected, key);
  }
  for (const { versions, count, sum } of CASES.amounts) {
    assert.deepEqual(amount(versions, versions), { count, sum });
  }
});

test("no order, and no document less or older, has the same amount", () => {
  const docs = { a: {}, b: {}, c: {} };
  const whole = amount(docs, { a: 1, b: 2, c: 3 });
  assert.ok(agree(whole, amount({ c: {}, a: {}, b: {} }, { c: 3, b: 2, a: 1 })));
  assert.ok(!agree(whole, amount({ a: {}, b: {} }, { a: 1, b: 2 })));
  assert.ok(!agree(whole, amount(docs, { a: 2, b: 1, c: 3 })));
  assert.ok(!agree(whole, amount(docs, { a: 1, b: 2 })));
});

test("a phone that holds what it should reads nothing anew and reports nothing", async () => {
  const { town, phone } = await townAndPhone();
  town.project(GARDEN, { phase: "done" });
  town.write(["public", `project:${BRIDGE}`], [`project:${BRIDGE}`, `project:${BRIDGE}`]);
  await phone.comments(GARDEN, "Hallo");
  await phone.syncs();
  await phone.syncs();
  assert.equal(readAnew(town, "public"), 0);
  assert.equal(town.differences, 0);
});

for (const [what, harm] of Object.entries({
  lost: ({ docs }) => delete docs[CARD],
  "there and should not be": ({ docs, versions }) => {
    docs["project:nirgends"] = { id: "nirgends", activity: "" };
    versions["project:nirgends"] = 1;
  },
  "of an old version": ({ versions }) => (versions[CARD] = 1),
})) {
  test(`a document that is ${what} is mended at the next pull that touches its scope`, async () => {
    const { town, phone } = await townAndPhone();
    await harms(phone, "public", harm);
    town.project(BRIDGE, { phase: "done" });
    await phone.syncs();
    assert.deepEqual(await phone.holds("public"), standing(town, "public"));
    assert.equal(readAnew(town, "public"), 1);
  });
}

test("a whole record that is lost is mended", async () => {
  const { town, phone } = await townAndPhone();
  await phone.db.transaction(["documents"], "readwrite", (s) => s.documents.delete(CARD));
  town.project(GARDEN, { phase: "done" });
  await phone.syncs();
  assert.deepEqual(await phone.holds(CARD), standing(town, CARD));
});

test("what nothing touches is counted where everything is asked for", async () => {
  const { town, phone } = await townAndPhone();
  await loses(phone, "public", CARD);
  town.version += 1;
  await phone.syncs();
  assert.equal((await phone.holds("public"))[CARD], undefined);
  phone.time += 2 * 3_600_000;
  await phone.syncs();
  assert.deepEqual(await phone.holds("public"), standing(town, "public"));
});

test("what is damaged in a town where nothing happens is found within the hour", async () => {
  const { town, phone } = await townAndPhone();
  await loses(phone, "public", CARD);
  await phone.syncs();
  assert.equal((await phone.holds("public"))[CARD], undefined);
  phone.time += 2 * 3_600_000;
  await phone.syncs();
  assert.deepEqual(await phone.holds("public"), standing(town, "public"));
  assert.equal(town.differences, 1);
});

test("a delta that the server has not told is found though nothing else has changed", async () => {
  const { town, phone } = await townAndPhone();
  // As if it had been committed behind the phone's cursor.
  const { body } = town.scopes.get("public").get(CARD);
  town.scopes.get("public").set(CARD, { version: 0, body: { ...body, phase: "done" } });
  town.version += 1;
  await phone.syncs();
  assert.equal((await phone.holds("public"))[CARD].phase, "done");
});

test("until the new pages are there the old ones are shown, and commands wait for them", async () => {
  const { town, phone } = await townAndPhone();
  await loses(phone, CARD, CARD);
  await phone.comments(GARDEN, "Hallo");
  let requests = 0;
  // The push of a guest, its session, the push again: then the network is gone.
  const goes = (handle) => ((requests += 1) > 3 ? dark() : handle());
  town.troubles = Array(10).fill(goes);
  assert.equal((await phone.syncs()).ok, false);
  assert.deepEqual(await phone.statuses(), ["acknowledged"]);
  assert.equal((await phone.holds("public"))[CARD].comments, 1);
  town.troubles = [];
  await phone.syncs();
  assert.deepEqual(await phone.statuses(), ["settled"]);
  assert.deepEqual(await phone.holds(CARD), standing(town, CARD));
});

test("a server that says a wrong sum is believed in its documents, and makes no loop", async () => {
  const { town, phone } = await townAndPhone();
  town.miscounted.add("public");
  await phone.comments(GARDEN, "Hallo");
  await phone.syncs();
  assert.deepEqual(await phone.statuses(), ["settled"]);
  assert.equal(readAnew(town, "public"), 1);
  for (const phase of ["doing", "done"]) {
    town.project(BRIDGE, { phase });
    await phone.syncs();
    assert.equal((await phone.holds("public"))[`project:${BRIDGE}`].phase, phase);
  }
  assert.equal(readAnew(town, "public"), 1);
  assert.equal(town.differences, 1);
});

test("once the sums are right again, what is lost is found again", async () => {
  const { town, phone } = await townAndPhone();
  town.miscounted.add("public");
  town.project(BRIDGE, { phase: "doing" });
  await phone.syncs();
  town.miscounted.clear();
  town.project(BRIDGE, { phase: "done" });
  await phone.syncs();
  await loses(phone, "public", CARD);
  town.project(BRIDGE, { phase: "paused" });
  await phone.syncs();
  assert.deepEqual(await phone.holds("public"), standing(town, "public"));
  await phone.syncs();
  assert.equal(town.differences, 2);
});

test("it is reported once, with a number and nothing else", async () => {
  const { town, phone } = await townAndPhone();
  await loses(phone, "public", "town");
  await harms(phone, CARD, ({ docs }) => (docs["comment:1"] = { id: "1" }));
  town.project(GARDEN, { phase: "done" });
  await phone.syncs();
  await phone.syncs();
  await phone.syncs();
  assert.equal(town.differences, 2);
  const told = pulls(town).filter(({ differing }) => differing !== undefined);
  assert.deepEqual(told.map(({ differing }) => differing), [1, 1]);
});

test("a report whose answer is lost is said again", async () => {
  const { town, phone } = await townAndPhone();
  await loses(phone, "public", CARD);
  town.project(BRIDGE, { phase: "done" });
  town.troubles = [(handle) => handle(), lost];
  assert.equal((await phone.syncs()).ok, false);
  await phone.syncs();
  await phone.syncs();
  assert.equal(pulls(town).filter(({ differing }) => differing === 1).length, 2);
});

test("a part of a large town is not counted, the whole of it is", async () => {
  const town = new Town();
  town.write(["public", "town", { id: "town", name: "Lindenbrück" }]);
  for (let n = 10; n < 40; n += 1) town.project(`01890000-0000-7000-8000-0000000000${n}`);
  Object.assign(town, { begins: 5, pageSize: 6 });
  const phone = new Phone(town);
  phone.thrifty = true;
  await phone.syncs();
  await loses(phone, "public", "town");
  await phone.syncs();
  await phone.syncs();
  assert.deepEqual(await phone.holds("public"), standing(town, "public"));
  assert.equal(town.differences, 0);
});

test("a server that says no sums is believed", async () => {
  const { town, phone } = await townAndPhone();
  const silent = async (handle) => {
    const response = await handle();
    const body = await response.json();
    for (const page of Object.values(body.scopes)) delete page.sum;
    return new Response(JSON.stringify(body), response);
  };
  town.troubles = Array(10).fill(silent);
  await loses(phone, "public", CARD);
  town.project(BRIDGE, { phase: "done" });
  await phone.syncs();
  assert.equal(readAnew(town, "public"), 0);
});
