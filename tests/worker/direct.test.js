import assert from "node:assert/strict";
import { test } from "node:test";

import { newIdentity } from "../../service_worker/identity.js";
import { createWire, NoAnswer } from "../../service_worker/wire.js";
import { createDirect } from "../../static/js/direct.js";
import { dark, lost, portal, Town } from "./helpers/town.js";

const GARDEN = "01890000-0000-7000-8000-000000000001";
const COMMAND = { id: "01890000-0000-7000-8000-0000000000c0", name: "comment", version: 1 };
const args = { on: GARDEN, body: "Hallo" };

async function page() {
  const town = new Town();
  town.project(GARDEN);
  const browser = { offline: false, cookie: "" };
  const identity = await newIdentity();
  const post = createWire({ fetch: town.fetchFor(browser), timeout: 1000 });
  const direct = createDirect({ post, schema: 1, now: Date.now, leave: async () => {} });
  const send = (change = {}, account = "") =>
    direct({ ...COMMAND, args: { ...args, ...change } }, () => identity, account);
  return { town, browser, identity, send };
}

test("a page without a worker becomes a guest and sends", async () => {
  const { town, browser, identity, send } = await page();
  assert.equal((await send()).status, "applied");
  assert.equal(town.sessions.get(browser.cookie).actor, identity.actor);
});

test("once an account has the guest of this browser, whoever writes is somebody else", async () => {
  const people = [await newIdentity(), await newIdentity()];
  const asked = [];
  const post = async (path, request) => {
    asked.push([path, request.secret ?? request.commands?.[0].actor]);
    if (path === "/sync/pull") return { status: 200, body: { session: "none", actor: "" } };
    if (path === "/sync/push") return { status: 200, body: { results: [{ status: "applied" }] } };
    const isTaken = request.secret === people[0].secret;
    return isTaken ? { status: 409 } : { status: 200, body: { actor: people[1].actor } };
  };
  let known = 0;
  const forget = ([actor]) => actor === people[known++].actor;
  const parts = { post, schema: 1, now: Date.now, leave: async () => {}, forget };
  const result = await createDirect(parts)({ ...COMMAND, args }, () => people[known]);
  assert.equal(result.status, "applied");
  assert.deepEqual(asked.at(-1), ["/sync/push", people[1].actor]);
});

test("who is signed in stays it", async () => {
  const { town, browser, send } = await page();
  browser.cookie = town.beginsSession("01890000-0000-7000-8000-00000000beef");
  assert.equal((await send()).status, "applied");
  assert.equal(
    town.requests.some(({ path }) => path === "/session/guest"),
    false,
  );
});

test("what was written on an account's page is sent as that account, or not at all", async () => {
  const ela = "01890000-0000-7000-8000-00000000e1a0";
  const { town, browser, send } = await page();
  const refused = { status: "needs_login", code: "not_you" };
  assert.deepEqual(await send({}, ela), refused);
  browser.cookie = town.beginsSession("01890000-0000-7000-8000-00000000beef");
  assert.deepEqual(await send({}, ela), refused);
  assert.equal(
    town.requests.some(({ path }) => path !== "/sync/pull"),
    false,
  );
  browser.cookie = town.beginsSession(ela);
  assert.equal((await send({}, ela)).status, "applied");
});

test("the same click again is the same comment", async () => {
  const { town, send } = await page();
  await send();
  town.troubles = [(handle) => handle(), lost];
  await assert.rejects(send(), NoAnswer);
  assert.equal((await send()).first, "applied");
  assert.equal(town.body("public", `project:${GARDEN}`).comments, 1);
});

test("a text that was changed after an unanswered sending is told apart", async () => {
  const { town, send } = await page();
  const pass = (handle) => handle();
  town.troubles = [pass, pass, lost];
  await assert.rejects(send(), NoAnswer);
  assert.equal((await send({ body: "Anders" })).status, "conflict");
});

for (const [name, trouble] of Object.entries({ dark, portal })) {
  test(`a network that is ${name} is no answer`, async () => {
    const { town, send } = await page();
    town.troubles = [trouble];
    await assert.rejects(send(), NoAnswer);
  });
}
