import assert from "node:assert/strict";
import { test } from "node:test";

import { fold } from "../../service_worker/fold/index.js";

const ME = { id: "me", name: "Ayşe", affiliation: "", guest: false };
const THEIRS = {
  id: "theirs",
  on: "p",
  author: "other",
  text: "Na ja",
  html: "<p>Na ja</p>",
  created: "2026",
  edited: "",
  revision: 0,
};
const MINE = { ...THEIRS, id: "mine", author: "me" };

function scopes({ comments = [THEIRS, MINE], reached = 5 } = {}) {
  const root = { id: "p", title: "Garten", comments: comments.length, author: "" };
  const people = [["person:me", { id: "me", name: "Ayşe", affiliation: "" }]];
  const docs = Object.fromEntries([
    ["project:p", root],
    ...people.filter(() => comments.includes(MINE)),
    ...comments.map((comment) => [`comment:${comment.id}`, comment]),
  ]);
  return new Map([
    ["public", { docs: { "project:p": root }, reached }],
    ["project:p", { docs, reached }],
  ]);
}

function command(name, args, fields = {}) {
  return {
    id: "new",
    name,
    noun: "comment",
    args,
    actor: "me",
    status: "waiting",
    code: "",
    ...fields,
  };
}

const counts = (view) =>
  ["public", "project:p"].map((scope) => view.get(scope, "project:p").comments);

test("a comment waits in its thread and counts on every card", () => {
  const view = fold(
    scopes({ comments: [] }),
    [command("comment", { on: "p", body: " Hallo\r\n " })],
    ME,
  );
  const body = view.get("project:p", "comment:new");
  assert.equal(body.text, "Hallo");
  assert.deepEqual([body.sync, body.command, body.html, body.created], ["pending", "new", "", ""]);
  assert.deepEqual(counts(view), [1, 1]);
  assert.equal(view.get("project:p", "person:me").name, "Ayşe");
});

test("a comment that has arrived is not counted twice", () => {
  const arrived = command("comment", { on: "p", body: "Hallo" }, { id: "mine" });
  assert.deepEqual(counts(fold(scopes(), [arrived], ME)), [2, 2]);
});

test("an acknowledged comment is folded only where it has not arrived", () => {
  const both = scopes({ comments: [] });
  both.get("public").reached = 9;
  const sent = command(
    "comment",
    { on: "p", body: "Hallo" },
    { status: "acknowledged", reached: 9 },
  );
  assert.deepEqual(counts(fold(both, [sent], ME)), [0, 1]);
});

test("a rejected comment is shown with its reason and counts nowhere", () => {
  const refused = command(
    "comment",
    { on: "p", body: "Hallo" },
    { status: "rejected", code: "gone" },
  );
  const view = fold(scopes({ comments: [] }), [refused], ME);
  assert.deepEqual(counts(view), [0, 0]);
  const { sync, code } = view.get("project:p", "comment:new");
  assert.deepEqual([sync, code], ["rejected", "gone"]);
});

test("an edit shows the new text under the next revision", () => {
  const edit = command("edit_comment", { comment: "mine", body: "Besser", revision: "0" });
  const again = command("edit_comment", { comment: "mine", body: "Noch besser", revision: "1" });
  const body = fold(scopes(), [edit, again], ME).get("project:p", "comment:mine");
  assert.deepEqual(
    [body.text, body.html, body.revision, body.sync],
    ["Noch besser", "", 2, "pending"],
  );
});

test("an edit of what has moved on, or of another's comment, changes nothing", () => {
  const late = command("edit_comment", { comment: "mine", body: "Zu spät", revision: "3" });
  const foreign = command("edit_comment", { comment: "theirs", body: "Unfug", revision: "0" });
  const view = fold(scopes(), [late, foreign], ME);
  assert.equal(view.get("project:p", "comment:mine").sync, "confirmed");
  assert.equal(view.get("project:p", "comment:theirs").text, "Na ja");
});

test("a rejected edit leaves the text and says that it needs its author", () => {
  const edit = command(
    "edit_comment",
    { comment: "mine", body: "Besser", revision: "0" },
    { status: "rejected", code: "edited_elsewhere" },
  );
  const body = fold(scopes(), [edit], ME).get("project:p", "comment:mine");
  assert.deepEqual([body.text, body.sync, body.code], ["Na ja", "rejected", "edited_elsewhere"]);
});

test("a deleted comment is gone at once, and its author with their last word", () => {
  const view = fold(scopes(), [command("delete_comment", { comment: "mine" })], ME);
  assert.equal(view.get("project:p", "comment:mine"), undefined);
  assert.equal(view.get("project:p", "person:me"), undefined);
  assert.deepEqual(counts(view), [1, 1]);
});

test("a comment that was deleted before it was sent leaves no trace", () => {
  const commands = [
    command("comment", { on: "p", body: "Hallo" }),
    command("delete_comment", { comment: "new" }, { id: "later" }),
  ];
  const view = fold(scopes({ comments: [] }), commands, ME);
  assert.equal(view.get("project:p", "comment:new"), undefined);
  assert.deepEqual(counts(view), [0, 0]);
});

test("settled commands are part of the documents already", () => {
  const sent = command("comment", { on: "p", body: "Hallo" }, { status: "settled" });
  assert.equal(fold(scopes(), [sent], ME).get("project:p", "comment:new"), undefined);
});

test("the replica stays as it was", () => {
  const before = scopes();
  const copy = structuredClone(before);
  fold(
    before,
    [
      command("comment", { on: "p", body: "Hallo" }),
      command("delete_comment", { comment: "mine" }),
    ],
    ME,
  );
  assert.deepEqual(before, copy);
});
