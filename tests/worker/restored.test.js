/** A backup was restored: phones offer again what it has forgotten. */

import assert from "node:assert/strict";
import { test } from "node:test";

import { linked } from "../../service_worker/outbox.js";
import { readOutbox } from "../../service_worker/outbox_reading.js";
import { Phone } from "./helpers/phone.js";
import { dark, lost, Town } from "./helpers/town.js";

const GARDEN = "01890000-0000-7000-8000-000000000001";
const BRIDGE = "01890000-0000-7000-8000-000000000002";
const SCOPE = `project:${GARDEN}`;
const AYSE = "01890000-0000-7000-8000-00000000a75e";
const DAY = 24 * 3_600_000;

/** A guest who has been there before the backup `past`. */
async function townAndPhone() {
  const town = new Town();
  for (const id of [GARDEN, BRIDGE]) town.project(id);
  const phone = new Phone(town);
  phone.thrifty = true;
  await phone.opens(SCOPE);
  await phone.comments(GARDEN, "Vor der Sicherung");
  await phone.syncs();
  return { town, phone, past: town.copy() };
}

const texts = (town) =>
  [...(town.scopes.get(SCOPE)?.values() ?? [])]
    .map(({ body }) => body?.text)
    .filter((text) => text);
const others = async (phone) => (await phone.replica.snapshot([])).others.count;

test("what had arrived is there again, in its order, and once", async () => {
  const { town, phone, past } = await townAndPhone();
  const sent = [];
  for (const text of ["eins", "zwei", "drei"]) {
    sent.push(await phone.comments(GARDEN, text));
    await phone.syncs();
  }
  town.restores(past);
  assert.deepEqual(texts(town), ["Vor der Sicherung"]);
  await phone.syncs();
  assert.deepEqual(texts(town), ["Vor der Sicherung", "eins", "zwei", "drei"]);
  assert.deepEqual([...town.receipts.keys()].slice(-3), sent);
  assert.deepEqual(new Set(await phone.statuses()), new Set(["settled"]));
  assert.equal((await phone.holds("public"))[SCOPE].comments, 4);
  assert.equal(town.differences, 0);
});

test("more than one push holds comes again, too", async () => {
  const { town, phone, past } = await townAndPhone();
  for (let n = 0; n < 120; n += 1) await phone.comments(GARDEN, `${n}`);
  await phone.syncs();
  town.restores(past);
  await phone.syncs();
  assert.deepEqual(texts(town).slice(1), Array.from({ length: 120 }, (_, n) => `${n}`));
  assert.deepEqual(new Set(await phone.statuses()), new Set(["settled"]));
});

test("what is new is held back until what it may be built on is there", async () => {
  const { town, phone, past } = await townAndPhone();
  await phone.comments(GARDEN, "vergessen");
  await phone.syncs();
  town.restores(past);
  await phone.comments(GARDEN, "neu");
  town.requests.length = 0;
  await phone.syncs();
  const pushes = town.requests.filter(({ path }) => path === "/sync/push");
  assert.deepEqual(
    pushes.map(({ body }) => body.commands.map(({ args }) => args.body)),
    [["neu"], ["Vor der Sicherung", "vergessen", "neu"]],
  );
  assert.deepEqual(texts(town), ["Vor der Sicherung", "vergessen", "neu"]);
});

test("it comes again when the answer is lost or the worker ends in between", async () => {
  for (const trouble of [dark, lost]) {
    for (let at = 0; at < 4; at += 1) {
      const { town, phone, past } = await townAndPhone();
      await phone.comments(GARDEN, "eins");
      await phone.syncs();
      town.restores(past);
      town.troubles = [...Array(at).fill((handle) => handle()), trouble];
      await phone.syncs();
      phone.starts();
      await phone.syncs();
      assert.deepEqual(texts(town), ["Vor der Sicherung", "eins"], `${trouble.name} ${at}`);
      assert.deepEqual(await phone.statuses(), ["settled", "settled"]);
    }
  }
});

test("a clock that went back says so, too", async () => {
  const { town, phone, past } = await townAndPhone();
  await phone.comments(GARDEN, "eins");
  await phone.syncs();
  const { epoch } = town;
  town.restores(past);
  town.epoch = epoch;
  await phone.syncs();
  assert.deepEqual(texts(town), ["Vor der Sicherung", "eins"]);
});

test("what cannot be done any more is refused, visibly and with its text", async () => {
  const { town, phone, past } = await townAndPhone();
  await phone.comments(GARDEN, "eins");
  await phone.syncs();
  town.restores(past);
  town.write([SCOPE, SCOPE], ["public", SCOPE]);
  await phone.syncs();
  const { commands } = await phone.replica.snapshot([]);
  const refused = commands.filter(({ status }) => status === "rejected");
  assert.deepEqual(refused.map(({ code, args }) => [code, args.body]), [["not_found", "eins"]]);
});

test("whoever is signed in, each goes out as its author", async () => {
  const { town, phone, past } = await townAndPhone();
  const guest = phone.actor;
  await phone.signsOut();
  await phone.signsIn(AYSE);
  const account = town.copy();
  await phone.comments(GARDEN, "Von Ayşe");
  await phone.syncs();
  await phone.signsOut();
  await phone.comments(GARDEN, "Vom Gast");
  await phone.syncs();
  const writer = phone.actor;
  assert.notEqual(writer, AYSE);
  town.restores({ ...account, receipts: past.receipts });
  await phone.syncs();
  assert.deepEqual(texts(town).sort(), ["Vom Gast", "Vor der Sicherung"]);
  assert.equal(await others(phone), 1);
  await phone.signsIn(AYSE);
  const authors = [...town.scopes.get(SCOPE).values()].map(({ body }) => body);
  const found = authors.filter(({ text }) => text).map(({ text, author }) => [text, author]);
  assert.deepEqual(new Map(found).get("Von Ayşe"), AYSE);
  assert.deepEqual(new Map(found).get("Vom Gast"), writer);
  assert.deepEqual(new Map(found).get("Vor der Sicherung"), guest);
  assert.deepEqual(new Set(await phone.statuses()), new Set(["settled"]));
});

test("what waits for an author who does not come goes after its two weeks", async () => {
  const { town, phone } = await townAndPhone();
  await phone.signsIn(AYSE);
  const past = town.copy();
  await phone.comments(GARDEN, "Von Ayşe");
  await phone.syncs();
  await phone.signsOut();
  town.restores(past);
  await phone.syncs();
  assert.equal(await others(phone), 1);
  phone.time += 15 * DAY;
  await phone.syncs();
  assert.equal(await others(phone), 0);
  assert.deepEqual((await phone.outbox()).filter(({ actor }) => actor === AYSE), []);
});

test("what arrived more than two weeks ago is not kept and not offered", async () => {
  const { town, phone, past } = await townAndPhone();
  await phone.comments(GARDEN, "alt");
  await phone.syncs();
  phone.time += 13 * DAY;
  await phone.comments(GARDEN, "neu");
  await phone.syncs();
  phone.time += 2 * DAY;
  await phone.syncs();
  assert.deepEqual((await phone.outbox()).map(({ args }) => args.body), ["neu"]);
  town.restores(past);
  await phone.syncs();
  assert.deepEqual(texts(town), ["Vor der Sicherung", "neu"]);
});

test("full storage keeps nobody from sending again", async () => {
  const { town, phone, past } = await townAndPhone();
  await phone.comments(GARDEN, "eins");
  await phone.syncs();
  town.restores(past);
  const { transaction } = phone.db;
  const put = async () => {
    throw new DOMException("full", "QuotaExceededError");
  };
  phone.db.transaction = (names, mode, work) =>
    transaction(names, mode, (stores) => {
      if (!stores.documents || mode === "readonly") return work(stores);
      const documents = { put, get: (key) => stores.documents.get(key), delete: () => {} };
      return work({ ...stores, documents });
    });
  await phone.syncs();
  assert.deepEqual(texts(town), ["Vor der Sicherung", "eins"]);
});

test("an app that is too old for the restored town sends what waits", async () => {
  const { town, phone, past } = await townAndPhone();
  town.restores(past);
  town.schema = 2;
  await phone.comments(GARDEN, "neu");
  await phone.syncs();
  assert.deepEqual(texts(town), ["Vor der Sicherung", "neu"]);
});

test("what is sent again depends on what it was built on", () => {
  const make = (id, name, args, status = "waiting") => {
    const noun = name.replace("edit_", "");
    return { id, name, noun, args, status, actor: "me", depends_on: [] };
  };
  const comment = make("a", "comment", { on: "p" });
  const edit = make("b", "edit_comment", { comment: "a" });
  const other = make("c", "comment", { on: "p" });
  const refused = make("d", "edit_comment", { comment: "a" }, "rejected");
  const depends = linked([comment, edit, other, refused]).map(({ depends_on }) => depends_on);
  assert.deepEqual(depends, [[], ["a"], [], []]);
});

test("the outbox page shows no more of it than before", () => {
  const args = { on: GARDEN };
  const commands = Array.from({ length: 150 }, (_, n) => {
    return { id: `${n}`, noun: "comment", status: "settled", args };
  });
  const view = { get: () => null, find: () => [] };
  const { sent, waiting } = readOutbox(view, commands, { count: 0 });
  assert.equal(waiting.length, 0);
  assert.deepEqual([sent.length, sent[0].id, sent.at(-1).id], [100, "149", "50"]);
});
