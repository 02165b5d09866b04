/** The outbox as a file: from one phone to another, and nothing else gets in. */

import assert from "node:assert/strict";
import { test } from "node:test";

import { newIdentity } from "../../service_worker/identity.js";
import { MOST_BYTES, pack, Refused, takeIn, unpack } from "../../service_worker/parcel.js";
import { Phone } from "./helpers/phone.js";
import { dark, lost, Town } from "./helpers/town.js";

const GARDEN = "01890000-0000-7000-8000-000000000001";
const AYSE = "01890000-0000-7000-8000-00000000a75e";
const KNOWN = {
  comment: { noun: "comment", version: 2 },
  edit_comment: { noun: "comment", version: 1 },
};

function townWithPhones() {
  const town = new Town();
  town.project(GARDEN);
  const [a, b] = [new Phone(town), new Phone(town)];
  for (const phone of [a, b]) phone.path = `/projects/${GARDEN}`;
  return { town, a, b };
}

const save = async ({ db, time }) => (await pack(db, time)).text;
const read = async ({ db }, text) => takeIn(db, await unpack(text, KNOWN));
const comments = async (phone) => {
  const held = await phone.holds(`project:${GARDEN}`);
  return Object.entries(held).filter(([key]) => key.startsWith("comment:"));
};

/** What a phone has written offline, as its file. */
async function parcel() {
  const { a } = townWithPhones();
  await a.comments(GARDEN, "Hallo");
  return JSON.parse(await save(a));
}

for (const [number, length] of [
  [501, 1],
  [110, 5000],
]) {
  test(`${number} texts of ${length} letters fit in`, async () => {
    const { a } = townWithPhones();
    for (let at = 0; at < number; at += 1) await a.comments(GARDEN, "ж".repeat(length));
    const text = await save(a);
    assert.ok(new Blob([text]).size <= MOST_BYTES);
    assert.equal((await unpack(text, KNOWN)).commands.length, number);
  });
}

test("what waits goes from one phone to the other and happens once", async () => {
  const { town, a, b } = townWithPhones();
  const first = await a.comments(GARDEN, "Erst");
  await a.writes("edit_comment", { comment: first, body: "Dann" });
  const text = await save(a);
  assert.equal(await read(b, text), 2);
  const [one, two] = await b.outbox();
  assert.deepEqual([one.id, one.noun, one.status], [first, "comment", "waiting"]);
  assert.deepEqual(two.depends_on, [first]);
  await b.syncs();
  assert.equal((await comments(b)).length, 1);
  await a.syncs();
  assert.equal((await comments(a)).length, 1);
  assert.equal((await a.statuses())[0], "settled");
  const [[, comment]] = await comments(a);
  assert.equal(comment.author, a.actor);
  assert.equal(town.receipts.size, 2);
});

test("a text that no server can read stays here, and keeps nothing else back", async () => {
  const { a, b } = townWithPhones();
  for (const body of ["a\0b", "\ud800"]) {
    await a.sets(await a.comments(GARDEN, body), { status: "quarantined", code: "invalid" });
  }
  const sound = await a.comments(GARDEN, "Hallo");
  await read(b, await save(a));
  assert.deepEqual((await b.outbox()).map(({ id }) => id), [sound]);
  assert.equal((await a.outbox()).length, 3);
});

test("the same file once more changes nothing", async () => {
  const { a, b } = townWithPhones();
  await a.comments(GARDEN, "Hallo");
  const text = await save(a);
  await read(b, text);
  assert.equal(await read(b, text), 0);
  await b.syncs();
  assert.equal(await read(b, text), 0);
  assert.deepEqual(await b.statuses(), ["settled"]);
});

test("what was sent already is not in it; what needs its author is, with the reason", async () => {
  const { a } = townWithPhones();
  await a.comments(GARDEN, "Gesendet");
  await a.syncs();
  const id = await a.comments(GARDEN, "Abgelehnt");
  await a.sets(id, { status: "rejected", code: "too_long", fields: { body: "too_long" } });
  const { commands } = await unpack(await save(a), KNOWN);
  assert.deepEqual(
    commands.map(({ id, status, code, fields }) => [id, status, code, fields]),
    [[id, "rejected", "too_long", { body: "too_long" }]],
  );
});

test("a phone with a guest of its own sends for the other and stays who it was", async () => {
  const { town, a, b } = townWithPhones();
  await b.comments(GARDEN, "Von hier");
  await b.syncs();
  const me = b.actor;
  await a.comments(GARDEN, "Von dort");
  await read(b, await save(a));
  await b.syncs();
  assert.deepEqual(await b.statuses(), ["settled", "settled"]);
  const authors = (await comments(b)).map(([, { text, author }]) => [text, author === me]);
  assert.deepEqual(authors.sort(), [
    ["Von dort", false],
    ["Von hier", true],
  ]);
  assert.equal(b.actor, me);
  assert.ok(await b.holds(`me:${me}`));
  assert.ok(b.told.every(({ outcomes }) => outcomes.every(({ status }) => status !== "needs_login")));
  await b.comments(GARDEN, "Wieder von hier");
  await b.syncs();
  assert.equal((await comments(b)).filter(([, { author }]) => author === me).length, 2);
  assert.equal(town.receipts.size, 3);
});

test("a visit that was cut short is ended before anything else", async () => {
  for (const trouble of [lost, dark]) {
    const { town, a, b } = townWithPhones();
    await b.comments(GARDEN, "Von hier");
    await b.syncs();
    const me = b.actor;
    await a.comments(GARDEN, "Von dort");
    await read(b, await save(a));
    const goesOn = (handle) => handle();
    // Refused under one's own session, home, the other's session; then the push goes wrong.
    town.troubles = [goesOn, goesOn, goesOn, trouble];
    await b.syncs();
    assert.notEqual(b.actor, me);
    await b.syncs();
    assert.equal(b.actor, me);
    assert.deepEqual(await b.statuses(), ["settled", "settled"]);
    assert.equal((await comments(b)).length, 2);
  }
});

test("an account of its own is not left for a guest from a file", async () => {
  const { town, a, b } = townWithPhones();
  await b.comments(GARDEN, "Von hier");
  await b.syncs();
  await b.db.transaction(["identities"], "readwrite", ({ identities }) => identities.clear());
  const me = b.actor;
  await a.comments(GARDEN, "Von dort");
  await read(b, await save(a));
  await b.syncs();
  assert.equal(b.actor, me);
  assert.deepEqual(await b.statuses(), ["settled", "needs_login"]);
  assert.equal(town.receipts.size, 1);
});

const BROKEN = {
  "no JSON": () => "{",
  "half of it": (file) => JSON.stringify(file).slice(0, -20),
  "an id that is none": (file) => change(file, { id: "1" }),
  "an id twice": (file) => text({ ...file, commands: [file.commands[0], file.commands[0]] }),
  "a link to elsewhere": (file) => change(file, { on_path: "javascript:alert(1)" }),
  "a link to another host": (file) => change(file, { on_path: "//evil.example/x" }),
  "args that are a list": (file) => change(file, { args: ["x"] }),
  "an arg that is no text": (file) => change(file, { args: { body: 1 } }),
  "a NUL": (file) => change(file, { args: { body: "a\0b" } }),
  "a lone surrogate": (file) => change(file, { args: { body: "\ud800" } }),
  "an unknown status": (file) => change(file, { status: "settled" }),
  "no time": (file) => change(file, { client_time: "yesterday" }),
  "a version that is no number": (file) => change(file, { version: "1" }),
  "dependencies that are none": (file) => change(file, { depends_on: ["x"] }),
  "too many": (file) => text({ ...file, commands: Array(10_001).fill(file.commands[0]) }),
  "no commands": (file) => text({ ...file, commands: undefined }),
  "null for a command": (file) => text({ ...file, commands: [null] }),
  "null for an identity": (file) => text({ ...file, identities: [null] }),
  "a secret of somebody else": async (file) => {
    const { secret } = await newIdentity();
    return text({ ...file, identities: [{ ...file.identities[0], secret }] });
  },
};
const text = (file) => JSON.stringify(file);
const change = (file, fields) =>
  text({ ...file, commands: [{ ...file.commands[0], ...fields }, ...file.commands.slice(1)] });

for (const [name, spoil] of Object.entries(BROKEN)) {
  test(`a file with ${name} is refused as a whole`, async () => {
    const spoiled = await spoil(await parcel());
    await assert.rejects(unpack(spoiled, KNOWN), isRefused("broken"));
  });
}

test("a file of something else is called foreign, one of a later build newer", async () => {
  const file = await parcel();
  for (const foreign of ["[]", "null", "7", '{"commands": []}']) {
    await assert.rejects(unpack(foreign, KNOWN), isRefused("foreign"));
  }
  const later = [text({ ...file, format: 2 }), change(file, { name: "dance" })];
  later.push(change(file, { version: 3 }), change(file, { name: "constructor" }));
  for (const newer of later) await assert.rejects(unpack(newer, KNOWN), isRefused("newer"));
});

test("a file that is sound but for its end changes nothing", async () => {
  const { a, b } = townWithPhones();
  await a.comments(GARDEN, "Eins");
  await a.comments(GARDEN, "Zwei");
  const file = JSON.parse(await save(a));
  file.commands[1].id = "broken";
  await assert.rejects(read(b, text(file)), isRefused("broken"));
  assert.deepEqual(await b.outbox(), []);
  assert.deepEqual((await b.replica.plan()).identities, []);
});

function isRefused(code) {
  return (error) => error instanceof Refused && error.code === code;
}

test("only what is one's own goes into a file, and an account's is read by nobody else", async () => {
  const { a, b } = townWithPhones();
  await a.signsIn(AYSE);
  a.offline = true;
  await a.comments(GARDEN, "Von Ayşe");
  const text = await save(a);
  assert.deepEqual(JSON.parse(text).identities, []);
  await a.signsOut();
  assert.equal((await pack(a.db, a.time)).count, 0);
  assert.equal(await read(b, text), 1);
  const { commands, others } = await b.replica.snapshot([]);
  assert.deepEqual([commands.length, others.count], [0, 1]);
  await b.signsIn(AYSE);
  assert.deepEqual(await b.statuses(), ["settled"]);
  a.offline = false;
  await a.signsIn(AYSE);
  assert.deepEqual(await a.statuses(), ["settled"]);
  assert.equal((await comments(a)).length, 1);
});
