import assert from "node:assert/strict";
import { test } from "node:test";

import { answered, outdated, released, settled } from "../../service_worker/outbox.js";
import { Phone } from "./helpers/phone.js";
import { Town } from "./helpers/town.js";

const GARDEN = "01890000-0000-7000-8000-000000000001";
const phone = () => new Phone(new Town());

test("commands come out in the order in which they were written", async () => {
  const ayse = phone();
  const ids = [];
  for (const text of ["eins", "zwei", "drei"]) ids.push(await ayse.comments(GARDEN, text));
  const commands = await ayse.outbox();
  assert.deepEqual(
    commands.map(({ id }) => id),
    ids,
  );
  assert.deepEqual(
    commands.map(({ args }) => args.body),
    ["eins", "zwei", "drei"],
  );
});

test("an edit depends on the comment and on earlier edits that are still here", async () => {
  const ayse = phone();
  const comment = await ayse.comments(GARDEN, "eins");
  await ayse.comments(GARDEN, "etwas anderes");
  const edit = await ayse.writes("edit_comment", { comment, body: "zwei", revision: "0" });
  await ayse.writes("delete_comment", { comment });
  const [, , second, third] = await ayse.outbox();
  assert.deepEqual(second.depends_on, [comment]);
  assert.deepEqual(third.depends_on, [comment, edit]);
});

test("what is sent anew takes the old one's place and remembers where it stood", async () => {
  const ayse = phone();
  const first = await ayse.comments(GARDEN, "eins");
  const second = await ayse.comments(GARDEN, "besser", first);
  const [only, ...rest] = await ayse.outbox();
  assert.deepEqual(rest, []);
  assert.equal(only.id, second);
  assert.equal(only.on_path, "/projects");
});

test("what is discarded is gone", async () => {
  const ayse = phone();
  await ayse.discards(await ayse.comments(GARDEN, "eins"));
  assert.deepEqual(await ayse.outbox(), []);
});

test("a repeated command has the outcome of its first time", () => {
  const result = { status: "duplicate", first: "rejected", code: "gone", fields: {} };
  assert.equal(answered({ status: "waiting" }, result).status, "rejected");
  const applied = { status: "duplicate", first: "applied", version: 7, scopes: ["public"] };
  assert.deepEqual(answered({ status: "waiting" }, applied).reached, 7);
});

test("a command is settled when each of its scopes that is held has its effect", () => {
  const command = { status: "acknowledged", reached: 7, scopes: ["public", "project:1"] };
  const status = (...held) => settled(command, new Map(held), "now").status;
  assert.equal(status(["public", 7], ["project:1", 6]), "acknowledged");
  assert.equal(status(["public", 7], ["project:1", 8]), "settled");
  assert.equal(status(["public", 7]), "settled");
  assert.equal(status(), "settled");
});

test("a command that waits for one that will not happen needs its author", () => {
  const edit = { id: "b", status: "waiting", code: "waits_for_another", depends_on: ["a"] };
  assert.equal(released(edit, [{ id: "a", status: "waiting" }, edit]).status, "waiting");
  assert.equal(released(edit, [{ id: "a", status: "rejected" }, edit]).status, "rejected");
  assert.equal(released(edit, [edit]).status, "rejected");
});

test("what was sent is kept for two weeks, a hundred at most, and nothing else ever goes", () => {
  const now = "2026-03-20T12:00:00.000Z";
  const sent = (seq, settled_at) => ({ seq, status: "settled", settled_at });
  const many = Array.from({ length: 102 }, (_, seq) => sent(seq, now));
  assert.deepEqual(
    outdated(many, now).map(({ seq }) => seq),
    [1, 0],
  );
  const old = [sent(1, "2026-03-01T12:00:00.000Z"), { seq: 2, status: "waiting", settled_at: "" }];
  assert.deepEqual(
    outdated(old, now).map(({ seq }) => seq),
    [1],
  );
});
