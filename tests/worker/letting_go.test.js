import assert from "node:assert/strict";
import { test } from "node:test";

import { dispensable } from "../../service_worker/letting_go.js";
import { Phone } from "./helpers/phone.js";
import { Town } from "./helpers/town.js";

const GARDEN = "01890000-0000-7000-8000-000000000001";
const BRIDGE = "01890000-0000-7000-8000-000000000002";
const PLACE = "01890000-0000-7000-8000-0000000000aa";
const detail = (scope, used = "") => ({ scope, used, held: true });
const plan = (fields) => ({ cursors: [], cards: {}, commands: [], followed: [], ...fields });

test("first goes what was never opened, the quietest of it first, then what was long ago", () => {
  const cursors = [
    detail("project:today", "2026-03-14"),
    detail("project:lively"),
    detail("project:quiet"),
    detail("project:lately", "2026-03-01"),
  ];
  const cards = {
    "project:lively": { activity: "2026-03-13" },
    "project:quiet": { activity: "2026-01-01" },
  };
  const gone = [];
  const left = () => cursors.filter(({ scope }) => !gone.includes(scope));
  while (left().length) gone.push(...dispensable(plan({ cursors: left(), cards })));
  assert.deepEqual(gone, ["project:quiet", "project:lively", "project:lately", "project:today"]);
});

test("a quarter goes at a time", () => {
  const cursors = Array.from({ length: 40 }, (_, n) => detail(`project:${n}`));
  assert.equal(dispensable(plan({ cursors })).length, 10);
});

test("what everybody needs, what is mine, followed or on its way stays", () => {
  const command = { noun: "comment", args: { on: BRIDGE }, scopes: ["project:sent"], on_path: "" };
  const cursors = [
    detail("public"),
    detail("town"),
    detail("map"),
    detail("me:x"),
    detail("proposal:followed"),
    detail(`neighbourhood:${PLACE}`),
    detail("project:nearby"),
    detail(`project:${BRIDGE}`),
    detail("project:sent"),
    { ...detail("project:wished"), held: false },
  ];
  const cards = { "project:nearby": { neighbourhood: PLACE } };
  const followed = ["proposal:followed", `neighbourhood:${PLACE}`];
  const commands = [{ ...command, id: "c", status: "rejected" }];
  assert.deepEqual(dispensable(plan({ cursors, cards, followed, commands })), []);
  const done = [{ ...command, id: "c", status: "settled" }];
  const may = dispensable(plan({ cursors, cards, followed, commands: done }));
  assert.deepEqual(may, [`project:${BRIDGE}`]);
});

test("the project of a shift stays while a sign-up from a list is on its way", () => {
  const cursors = [detail(`project:${BRIDGE}`)];
  const cards = { "shift:s": { project: BRIDGE } };
  const sign_up = { id: "c", noun: "sign_up", args: { shift: "s" }, scopes: [], on_path: "/shifts" };
  const asked = (status) => plan({ cursors, cards, commands: [{ ...sign_up, status }] });
  assert.deepEqual(dispensable(asked("waiting")), []);
  assert.deepEqual(dispensable(asked("settled")), [`project:${BRIDGE}`]);
});

/** A phone that holds two details, of which it opened the garden. */
async function phoneWithTwo() {
  const town = new Town();
  town.project(GARDEN);
  town.project(BRIDGE);
  const phone = new Phone(town);
  await phone.opens(`project:${GARDEN}`);
  await phone.syncs();
  return { town, phone };
}

test("where storage is short the least used detail goes, and nothing is fetched ahead", async () => {
  const { phone } = await phoneWithTwo();
  phone.estimate = { usage: 95, quota: 100 };
  assert.equal((await phone.syncs()).ready, true);
  assert.equal(await phone.holds(`project:${BRIDGE}`), undefined);
  assert.ok(await phone.holds(`project:${GARDEN}`));
  assert.equal(Object.keys(await phone.holds("public")).length, 2);
  // What is opened all the same comes again.
  await phone.opens(`project:${BRIDGE}`);
  phone.estimate = { usage: 1, quota: 100 };
  await phone.syncs();
  assert.equal((await phone.holds(`project:${BRIDGE}`))[`project:${BRIDGE}`].id, BRIDGE);
});

/** Storage that is full as long as more than `most` details are held. */
function fill(phone, most) {
  phone.unhindered ??= phone.db.transaction;
  phone.refused = 0;
  phone.db.transaction = (names, mode, work) =>
    phone.unhindered(names, mode, (stores) => {
      if (!stores.documents || mode === "readonly") return work(stores);
      const put = async (record) => {
        const keys = await stores.documents.getAllKeys();
        if (new Set([...keys, record.scope]).size <= most) return stores.documents.put(record);
        phone.refused += 1;
        throw new DOMException("full", "QuotaExceededError");
      };
      const documents = {
        put,
        get: (key) => stores.documents.get(key),
        delete: (key) => stores.documents.delete(key),
      };
      return work({ ...stores, documents });
    });
}

test("full storage loses no answer to what was sent", async () => {
  const { town, phone } = await phoneWithTwo();
  await phone.comments(GARDEN, "Hallo");
  // Nothing more fits, not even what the guest has of their own.
  fill(phone, 2);
  await phone.syncs();
  assert.ok(phone.refused > 0);
  assert.deepEqual(await phone.statuses(), ["acknowledged"]);
  assert.equal(await phone.holds(`project:${BRIDGE}`), undefined);
  const sent = town.requests.filter(({ path }) => path === "/sync/push").length;
  fill(phone, 100);
  await phone.syncs();
  assert.deepEqual(await phone.statuses(), ["settled"]);
  assert.equal(town.requests.filter(({ path }) => path === "/sync/push").length, sent);
  const comments = Object.keys(await phone.holds(`project:${GARDEN}`));
  assert.equal(comments.filter((key) => key.startsWith("comment:")).length, 1);
});

test("a pull that did not fit is asked for once more, when there is room", async () => {
  const { town, phone } = await phoneWithTwo();
  const third = town.project("01890000-0000-7000-8000-000000000003");
  await phone.opens(`project:${third}`);
  fill(phone, 3);
  await phone.syncs();
  assert.equal(phone.refused, 1);
  assert.ok(await phone.holds(`project:${third}`));
  assert.equal(await phone.holds(`project:${BRIDGE}`), undefined);
  assert.equal(Object.keys(await phone.holds("public")).length, 3);
});

test("storage that stays full ends the run all the same", async () => {
  const { town, phone } = await phoneWithTwo();
  town.begins = 1;
  fill(phone, 0);
  town.requests.length = 0;
  town.project(GARDEN, { phase: "done" });
  const { ok } = await phone.syncs();
  assert.equal(ok, true);
  assert.ok(town.requests.length <= 3);
});

test("what changed in a detail that was let go of meanwhile is not taken for the whole", async () => {
  const { town, phone } = await phoneWithTwo();
  await phone.comments(GARDEN, "Hallo");
  const scope = `project:${GARDEN}`;
  const forgets = async (handle) => {
    const answer = await handle();
    await phone.db.transaction(["cursors", "documents"], "readwrite", async (stores) => {
      await stores.cursors.delete(scope);
      await stores.documents.delete(scope);
    });
    return answer;
  };
  await phone.syncs();
  town.project(GARDEN, { phase: "done" });
  await phone.opens(scope);
  town.troubles = [forgets];
  await phone.syncs();
  const held = await phone.holds(scope);
  assert.ok(!held || Object.keys(held).some((key) => key.startsWith("comment:")));
});
