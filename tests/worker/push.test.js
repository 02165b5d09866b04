import assert from "node:assert/strict";
import { test } from "node:test";

import { Phone } from "./helpers/phone.js";
import { lost, refuses, Town } from "./helpers/town.js";

const GARDEN = "01890000-0000-7000-8000-000000000001";
const BRIDGE = "01890000-0000-7000-8000-000000000002";

async function townAndPhone() {
  const town = new Town();
  town.write(["public", "town", { id: "town", name: "Lindenbrück" }]);
  town.project(GARDEN);
  const phone = new Phone(town);
  return { town, phone };
}

test("a comment of a new guest arrives once and is settled", async () => {
  const { town, phone } = await townAndPhone();
  await phone.syncs();
  const id = await phone.comments(GARDEN, "Hallo");
  assert.equal((await phone.syncs()).ok, true);
  assert.deepEqual(await phone.statuses(), ["settled"]);
  assert.equal(town.body(`project:${GARDEN}`, `comment:${id}`).text, "Hallo");
  assert.equal((await phone.holds("public"))[`project:${GARDEN}`].comments, 1);
  assert.ok(await phone.holds(`me:${phone.actor}`));
  assert.equal(town.requests.filter(({ path }) => path === "/session/guest").length, 1);
});

test("becoming a guest is never told as a problem", async () => {
  const { phone } = await townAndPhone();
  await phone.opens(`project:${GARDEN}`);
  await phone.syncs();
  await phone.comments(GARDEN, "Hallo");
  await phone.syncs();
  const statuses = phone.told.flatMap(({ outcomes }) => outcomes.map(({ status }) => status));
  assert.deepEqual(statuses, ["settled"]);
});

test("an answer that got lost changes nothing when it is asked for again", async () => {
  const { town, phone } = await townAndPhone();
  await phone.syncs();
  await phone.comments(GARDEN, "Erster");
  await phone.syncs();
  await phone.comments(GARDEN, "Zweiter");
  town.troubles = [lost];
  assert.equal((await phone.syncs()).ok, false);
  assert.deepEqual(await phone.statuses(), ["settled", "waiting"]);
  await phone.syncs();
  assert.deepEqual(await phone.statuses(), ["settled", "settled"]);
  assert.equal(town.body(`project:${GARDEN}`, `project:${GARDEN}`).comments, 2);
});

test("what is rejected stays with its reason until it is sent anew", async () => {
  const { phone } = await townAndPhone();
  await phone.syncs();
  const id = await phone.comments(BRIDGE, "Ins Leere");
  await phone.syncs();
  const [refused] = await phone.outbox();
  assert.equal(refused.status, "rejected");
  assert.deepEqual(refused.fields, { on: "not_found" });
  await phone.comments(GARDEN, "Ins Grüne", id);
  await phone.syncs();
  assert.deepEqual(await phone.statuses(), ["settled"]);
});

test("one command that the server cannot read does not hold up the others", async () => {
  const { town, phone } = await townAndPhone();
  await phone.syncs();
  await phone.comments(GARDEN, "Hallo");
  await phone.syncs();
  await phone.comments(GARDEN, "Gut");
  const bad = await phone.comments(GARDEN, "Kaputt");
  await phone.comments(GARDEN, "Auch gut");
  const pass = (handle) => handle();
  town.troubles = [refuses(400), pass, pass, refuses(400), pass];
  await phone.syncs();
  const byId = new Map((await phone.outbox()).map((command) => [command.id, command.status]));
  assert.equal(byId.get(bad), "quarantined");
  assert.deepEqual([...byId.values()].sort(), ["quarantined", "settled", "settled", "settled"]);
});

test("a push that is refused even when empty blames no command", async () => {
  const { town, phone } = await townAndPhone();
  await phone.syncs();
  await phone.comments(GARDEN, "Hallo");
  town.troubles = [refuses(400), refuses(400)];
  assert.equal((await phone.syncs()).ok, false);
  assert.deepEqual(await phone.statuses(), ["waiting"]);
});

test("a push that is too large is halved", async () => {
  const { town, phone } = await townAndPhone();
  await phone.syncs();
  await phone.comments(GARDEN, "Hallo");
  await phone.syncs();
  for (let n = 0; n < 4; n += 1) await phone.comments(GARDEN, `Nummer ${n}`);
  town.troubles = [refuses(413)];
  await phone.syncs();
  assert.deepEqual(new Set(await phone.statuses()), new Set(["settled"]));
});

test("more than fifty commands go in several rounds", async () => {
  const { town, phone } = await townAndPhone();
  await phone.syncs();
  for (let n = 0; n < 60; n += 1) await phone.comments(GARDEN, `Nummer ${n}`);
  await phone.syncs();
  assert.equal(town.body(`project:${GARDEN}`, `project:${GARDEN}`).comments, 60);
  const sizes = town.requests.filter(({ path }) => path === "/sync/push");
  assert.ok(sizes.every(({ body }) => body.commands.length <= 50));
});

test("a lost cookie is replaced by the same guest", async () => {
  const { town, phone } = await townAndPhone();
  await phone.comments(GARDEN, "Vorher");
  await phone.syncs();
  const before = phone.actor;
  phone.actor = "";
  await phone.comments(GARDEN, "Nachher");
  await phone.syncs();
  assert.equal(phone.actor, before);
  assert.equal(town.residents.size, 1);
  assert.deepEqual(await phone.statuses(), ["settled", "settled"]);
});

test("an account's session that is over keeps nobody else from writing as a guest", async () => {
  const { town, phone } = await townAndPhone();
  const account = "01890000-0000-7000-8000-00000000a75e";
  // The browser has deleted the database, and kept the cookie.
  phone.cookie = town.signsIn(account, "Ayşe");
  town.expires(account);
  const id = await phone.comments(GARDEN, "Als Gast");
  await phone.syncs();
  await phone.syncs();
  assert.deepEqual(await phone.statuses(), ["settled"]);
  const { author } = town.body(`project:${GARDEN}`, `comment:${id}`);
  assert.deepEqual([author, author === account], [phone.actor, false]);
});

test("under another session a command waits for its author", async () => {
  const { phone } = await townAndPhone();
  await phone.comments(GARDEN, "Von mir");
  await phone.syncs();
  const me = phone.actor;
  await phone.comments(GARDEN, "Auch von mir");
  phone.actor = "01890000-0000-7000-8000-00000000beef";
  // Twice: when an account's own documents come, the server is asked whether it took a guest along.
  await phone.syncs();
  await phone.syncs();
  assert.deepEqual(await phone.statuses(), ["settled", "needs_login"]);
  assert.equal(phone.actor, "01890000-0000-7000-8000-00000000beef");
  phone.actor = me;
  await phone.syncs();
  assert.deepEqual(await phone.statuses(), ["settled", "settled"]);
});

test("what was acknowledged and then forgotten by a restored server is sent again", async () => {
  const { town, phone } = await townAndPhone();
  await phone.syncs();
  town.schema = 2;
  const id = await phone.comments(GARDEN, "Hallo");
  await phone.syncs();
  assert.deepEqual(await phone.statuses(), ["acknowledged"]);
  Object.assign(town, { schema: 1, epoch: "another" });
  town.receipts.clear();
  town.write([`project:${GARDEN}`, `comment:${id}`]);
  await phone.syncs();
  await phone.syncs();
  assert.deepEqual(await phone.statuses(), ["settled"]);
  assert.equal(town.body(`project:${GARDEN}`, `comment:${id}`).text, "Hallo");
});

test("after a restart of the worker everything waits as before", async () => {
  const { town, phone } = await townAndPhone();
  await phone.syncs();
  phone.offline = true;
  await phone.comments(GARDEN, "Aus dem Funkloch");
  await phone.syncs();
  phone.starts();
  assert.deepEqual(await phone.statuses(), ["waiting"]);
  phone.offline = false;
  await phone.syncs();
  assert.equal(town.body(`project:${GARDEN}`, `project:${GARDEN}`).comments, 1);
});

test("what was just written is kept with its own page, though nobody has opened it", async () => {
  const { phone } = await townAndPhone();
  phone.thrifty = true;
  const id = await phone.writes("propose", { on: "town", title: "x" }, "", "proposal");
  await phone.syncs();
  assert.deepEqual(await phone.statuses(), ["settled"]);
  assert.equal((await phone.holds(`proposal:${id}`))[`proposal:${id}`].title, "x");
});
