import assert from "node:assert/strict";
import { test } from "node:test";

import { Phone } from "./helpers/phone.js";
import { dark, portal, Town } from "./helpers/town.js";

const GARDEN = "01890000-0000-7000-8000-000000000001";

async function townAndPhone() {
  const town = new Town();
  town.write(["public", "town", { id: "town", name: "Lindenbrück" }]);
  town.project(GARDEN);
  const phone = new Phone(town);
  return { town, phone };
}

test("the first run pulls the cards and then the details that are likely to be read", async () => {
  const { phone } = await townAndPhone();
  assert.deepEqual(await phone.syncs(), { ok: true, ready: true, began: false, pause: 0 });
  assert.equal((await phone.holds("public"))[`project:${GARDEN}`].id, GARDEN);
  assert.equal((await phone.holds(`project:${GARDEN}`))[`project:${GARDEN}`].id, GARDEN);
});

test("a phone that saves data fetches nothing ahead", async () => {
  const { phone } = await townAndPhone();
  phone.thrifty = true;
  assert.equal((await phone.syncs()).ready, true);
  assert.equal(await phone.holds(`project:${GARDEN}`), undefined);
  await phone.opens(`project:${GARDEN}`);
  await phone.syncs();
  assert.ok(await phone.holds(`project:${GARDEN}`));
});

test("an answer that names no scope leaves everything as it is", async () => {
  const { town, phone } = await townAndPhone();
  await phone.opens(`project:${GARDEN}`);
  await phone.syncs();
  const before = [await phone.holds("public"), await phone.holds(`project:${GARDEN}`)];
  const asked = town.requests.length;
  assert.equal((await phone.syncs()).ok, true);
  assert.deepEqual(town.requests.slice(asked).map(({ body }) => body.brief), [true]);
  assert.deepEqual([await phone.holds("public"), await phone.holds(`project:${GARDEN}`)], before);
  town.project(GARDEN, { title: "Neu" });
  await phone.syncs();
  assert.equal((await phone.holds(`project:${GARDEN}`))[`project:${GARDEN}`].title, "Neu");
});

test("a card that tells of what the detail has already asks for nothing", async () => {
  const { town, phone } = await townAndPhone();
  const changes = (handle) => {
    town.project(GARDEN, { title: "Neu" });
    return handle();
  };
  // The cards come before the change, the detail after it.
  town.troubles = [(handle) => handle(), changes];
  await phone.syncs();
  assert.equal((await phone.holds(`project:${GARDEN}`))[`project:${GARDEN}`].title, "Neu");
  const before = town.requests.length;
  await phone.syncs();
  assert.equal((await phone.holds("public"))[`project:${GARDEN}`].title, "Neu");
  const wanted = town.requests.slice(before).flatMap(({ body }) => body.want);
  assert.ok(wanted.includes("public"));
  assert.ok(!wanted.includes(`project:${GARDEN}`));
});

test("a pull of many pages is promoted as a whole or not at all", async () => {
  const { town, phone } = await townAndPhone();
  town.pageSize = 3;
  for (let n = 10; n < 30; n += 1) town.project(`01890000-0000-7000-8000-0000000000${n}`);
  town.troubles = [(handle) => handle(), (handle) => handle(), dark];
  assert.equal((await phone.syncs()).ok, false);
  assert.equal(await phone.holds("public"), undefined);
  await phone.syncs();
  assert.equal(Object.keys(await phone.holds("public")).length, 22);
});

test("a portal's page is no answer, and pauses grow", async () => {
  const { town, phone } = await townAndPhone();
  town.troubles = [portal, portal, portal];
  const pauses = [];
  for (let n = 0; n < 3; n += 1) pauses.push((await phone.syncs()).pause);
  assert.deepEqual(pauses, [1000, 2000, 4000]);
  assert.equal(await phone.holds("public"), undefined);
});

test("pauses stay short enough to wait for, and begin anew when the network comes back", async () => {
  const { town, phone } = await townAndPhone();
  town.troubles = Array(8).fill(portal);
  const pauses = [];
  for (let n = 0; n < 7; n += 1) pauses.push((await phone.syncs()).pause);
  // Half of the longest, as this phone draws.
  assert.equal(Math.max(...pauses), 10_000);
  phone.sync.anew();
  assert.equal((await phone.syncs()).pause, 1000);
});

test("an expired session keeps what belongs to me", async () => {
  const { phone } = await townAndPhone();
  await phone.comments(GARDEN, "Hallo");
  await phone.syncs();
  const scope = `me:${phone.actor}`;
  phone.actor = "";
  await phone.syncs();
  assert.ok(await phone.holds(scope));
});

test("a restored backup resets the scopes", async () => {
  const { town, phone } = await townAndPhone();
  await phone.syncs();
  town.epoch = "another";
  town.version = 1;
  town.scopes.get("public").delete(`project:${GARDEN}`);
  town.scopes.delete(`project:${GARDEN}`);
  await phone.syncs();
  assert.deepEqual(Object.keys(await phone.holds("public")), ["town"]);
  assert.equal(await phone.holds(`project:${GARDEN}`), undefined);
});

test("what has left for good leaves the phone", async () => {
  const { town, phone } = await townAndPhone();
  await phone.syncs();
  town.write([`project:${GARDEN}`, `project:${GARDEN}`], ["public", `project:${GARDEN}`]);
  await phone.syncs();
  assert.equal(await phone.holds(`project:${GARDEN}`), undefined);
  assert.deepEqual(Object.keys(await phone.holds("public")), ["town"]);
});

test("an unknown schema keeps the replica and asks for an update", async () => {
  const { town, phone } = await townAndPhone();
  await phone.syncs();
  town.schema = 2;
  await phone.comments(GARDEN, "Hallo");
  await phone.syncs();
  assert.ok((await phone.holds("public"))[`project:${GARDEN}`]);
  assert.deepEqual(await phone.statuses(), ["acknowledged"]);
  assert.ok(phone.updates > 0);
});

test("a new schema of this build reads everything anew and settles what was acknowledged", async () => {
  const { town, phone } = await townAndPhone();
  await phone.syncs();
  town.schema = 2;
  await phone.comments(GARDEN, "Hallo");
  await phone.syncs();
  const updated = new Phone(town, { schema: 2, indexedDB: phone.indexedDB });
  updated.actor = phone.actor;
  assert.equal(await updated.holds("public"), undefined);
  await updated.syncs();
  assert.deepEqual(await updated.statuses(), ["settled"]);
  assert.equal((await updated.holds("public"))[`project:${GARDEN}`].comments, 1);
});

test("a refresh spares the network, unless something waits or the last try failed", async () => {
  const { town, phone } = await townAndPhone();
  await phone.syncs();
  const asked = () => town.requests.splice(0).length > 0;
  asked();
  await phone.sync.refresh();
  assert.equal(asked(), false);
  phone.offline = true;
  await phone.syncs();
  phone.offline = false;
  await phone.sync.refresh();
  assert.equal(asked(), true);
  await phone.comments(GARDEN, "Gleich danach");
  await phone.sync.refresh();
  assert.deepEqual(await phone.statuses(), ["settled"]);
});

test("a detail that nobody opened follows its card", async () => {
  const { town, phone } = await townAndPhone();
  await phone.syncs();
  await phone.syncs();
  assert.deepEqual(town.requests.at(-1).body.want, ["public", "town", "map"]);
  town.project(GARDEN, { phase: "done" });
  await phone.syncs();
  assert.equal((await phone.holds(`project:${GARDEN}`))[`project:${GARDEN}`].phase, "done");
});

test("a town without a map is asked for it each time, and nobody is told", async () => {
  const { town, phone } = await townAndPhone();
  await phone.syncs();
  phone.told.length = 0;
  await phone.syncs();
  assert.deepEqual(phone.told, []);
  const outline = { id: "1", name: "Südhang", look: 0, shape: "_ibE?_ibE?" };
  town.write(["map", "map", { id: "map", bounds: "" }], ["map", "outline:1", outline]);
  await phone.syncs();
  assert.deepEqual((await phone.holds("map"))["outline:1"], outline);
  assert.deepEqual(phone.told.map(({ scopes }) => scopes), [["map"]]);
});

test("two runs at once are one, and one more for what came in between", async () => {
  const { town, phone } = await townAndPhone();
  await phone.syncs();
  const before = town.requests.length;
  await Promise.all([phone.syncs(), phone.syncs(), phone.syncs()]);
  assert.equal(town.requests.length - before, 2);
});
