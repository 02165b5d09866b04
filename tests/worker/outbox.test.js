import assert from "node:assert/strict";
import { test } from "node:test";

import {
  answered,
  begun,
  nearby,
  outdated,
  released,
  settled,
  subject,
} from "../../service_worker/outbox.js";
import { signIn } from "../../service_worker/signing_in.js";
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
  await ayse.sets(first, { status: "rejected" });
  const second = await ayse.comments(GARDEN, "besser", first);
  const [only, ...rest] = await ayse.outbox();
  assert.deepEqual(rest, []);
  assert.equal(only.id, second);
  assert.equal(only.on_path, "/projects");
});

test("what is discarded is gone, and what is on its way is not discarded", async () => {
  const ayse = phone();
  const id = await ayse.comments(GARDEN, "eins");
  await ayse.discards(id);
  assert.equal((await ayse.outbox()).length, 1);
  await ayse.sets(id, { status: "rejected" });
  await ayse.discards(id);
  assert.deepEqual(await ayse.outbox(), []);
});

test("what is on its way or there is not replaced, only said once more", async () => {
  for (const status of ["waiting", "acknowledged", "settled"]) {
    const ayse = phone();
    const id = await ayse.comments(GARDEN, "eins");
    await ayse.sets(id, { status });
    await ayse.comments(GARDEN, "eins", id);
    await assert.rejects(ayse.comments(GARDEN, "zwei", id), /conflict/);
    const found = (await ayse.outbox()).map((one) => [one.id, one.status, one.args.body]);
    assert.deepEqual(found, [[id, status, "eins"]]);
  }
});

test("what waited for a login is sent anew under its own id", async () => {
  const ayse = phone();
  const id = await ayse.comments(GARDEN, "eins");
  const edit = await ayse.writes("edit_comment", { comment: id, body: "x", revision: "0" });
  await ayse.sets(id, { status: "needs_login", code: "other_author" });
  await ayse.comments(GARDEN, "zwei", id);
  const [comment, change] = await ayse.outbox();
  assert.deepEqual([comment.id, comment.status, comment.code], [id, "waiting", ""]);
  assert.equal(comment.args.body, "zwei");
  assert.deepEqual([change.id, change.depends_on], [edit, [id]]);
});

test("what somebody else has written is neither replaced nor discarded", async () => {
  const ayse = phone();
  const id = await ayse.comments(GARDEN, "Von Ayşe");
  await ayse.sets(id, { status: "rejected" });
  const before = await ayse.outbox();
  await signIn(ayse.db, "01890000-0000-7000-8000-0000000be21d");
  await assert.rejects(ayse.comments(GARDEN, "Von Ayşe", id), /another_reader/);
  await ayse.discards(id);
  assert.deepEqual(await ayse.outbox(), before);
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

test("what was sent is kept for two weeks, and nothing else ever goes", () => {
  const now = "2026-03-20T12:00:00.000Z";
  const [lately, long_ago] = ["2026-03-06T12:00:00.000Z", "2026-03-06T11:59:59.000Z"];
  const sent = (seq, settled_at, status = "settled") => ({ seq, status, settled_at });
  const kept = [sent(1, lately), sent(2, "", "waiting"), sent(3, "", "needs_login")];
  const refused = [sent(4, long_ago, "rejected"), sent(5, long_ago, "waiting")];
  const gone = [sent(6, long_ago), sent(7, long_ago, "needs_login")];
  assert.deepEqual(outdated([...kept, ...refused, ...gone], now), gone);
});

const ID = "01890000-0000-7000-8000-0000000000f1";

test("a state depends on the states before it, and on what it is about while that waits", async () => {
  const ayse = phone();
  const text = { title: "x", body: "y" };
  const proposal = await ayse.writes("propose", { on: "town", ...text }, "", "proposal");
  const first = await ayse.writes("support", { proposal }, "", "support");
  await ayse.writes("support", { proposal: ID }, "", "support");
  await ayse.writes("edit_proposal", { proposal, ...text }, "", "proposal");
  await ayse.writes("withdraw_support", { proposal }, "", "support");
  const [, support, other, edit, withdraw] = await ayse.outbox();
  assert.deepEqual(support.depends_on, [proposal]);
  assert.deepEqual(other.depends_on, []);
  assert.deepEqual(edit.depends_on, [proposal]);
  assert.deepEqual(withdraw.depends_on, [proposal, first]);
});

test("a sign-up waits for its shift, and giving the place back for the sign-up", async () => {
  const ayse = phone();
  const shift = await ayse.writes("offer_shift", { project: ID, title: "x" }, "", "shift");
  const signUp = await ayse.writes("sign_up", { shift }, "", "sign_up");
  await ayse.writes("withdraw_sign_up", { shift }, "", "sign_up");
  const [, second, third] = await ayse.outbox();
  assert.deepEqual([second.depends_on, third.depends_on], [[shift], [shift, signUp]]);
});

test("what was built on a text that is written anew follows it", async () => {
  const ayse = phone();
  const args = { on: "town", title: "x", body: "y" };
  const old = await ayse.writes("propose", args, "", "proposal");
  await ayse.writes("support", { proposal: old }, "", "support");
  await ayse.sets(old, { status: "rejected" });
  const anew = await ayse.writes("propose", args, old, "proposal");
  const [proposal, support] = await ayse.outbox();
  assert.equal(proposal.id, anew);
  assert.deepEqual([support.args.proposal, support.depends_on], [anew, [anew]]);
});

test("a state whose forerunner was refused is sent for itself", () => {
  const withdraw = {
    id: "b",
    noun: "support",
    status: "waiting",
    code: "waits_for_another",
    depends_on: ["a", "c"],
  };
  const others = [
    { id: "a", status: "rejected" },
    { id: "c", status: "settled" },
  ];
  const { status, code, depends_on } = released(withdraw, [...others, withdraw]);
  assert.deepEqual([status, code, depends_on], ["waiting", "", ["c"]]);
});

test("a place on the waiting list is acknowledged as such", () => {
  const result = { status: "waitlisted", version: 7, scopes: [] };
  const { status, code } = answered({ status: "waiting" }, result);
  assert.deepEqual([status, code], ["acknowledged", "waitlisted"]);
  const again = { ...result, status: "duplicate", first: "waitlisted" };
  assert.equal(answered({ status: "waiting" }, again).code, "waitlisted");
});

test("a command is about what it makes, changes or sets", () => {
  const about = (noun, args) => subject({ id: "x", noun, args });
  assert.equal(about("comment", { on: "p" }), "comment-x");
  assert.equal(about("comment", { comment: "c" }), "comment-c");
  assert.equal(about("shift", { project: "p" }), "shift-x");
  assert.equal(about("support", { proposal: "p" }), "support-p");
  assert.equal(about("follow", { on: "p" }), "follow-p");
  assert.equal(about("sign_up", { shift: "s" }), "sign_up-s");
});

test("what makes a thing with a page begins its scope", () => {
  assert.equal(begun({ id: "x", noun: "proposal", args: { on: "town" } }), "proposal:x");
  assert.equal(begun({ id: "x", noun: "proposal", args: { proposal: "p" } }), "");
  assert.equal(begun({ id: "x", noun: "support", args: { proposal: "p" } }), "");
});

test("a sign-up is near the project on whose page it was written", () => {
  const near = nearby({ args: { shift: "s" }, on_path: "/projects/g" });
  assert.ok(near.includes("project:g"));
  assert.deepEqual(nearby({ args: { shift: "s" }, on_path: "/mine" }), []);
});
