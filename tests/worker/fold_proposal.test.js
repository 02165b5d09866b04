import assert from "node:assert/strict";
import { test } from "node:test";

import { command, folded } from "./helpers/folding.js";

const CARD = { id: "p", title: "Bank", line: "Eine.", state: "open", supports: 3, comments: 0 };
const WHOLE = { ...CARD, text: "Eine.", html: "<p>Eine.</p>", author: "me", revision: 0 };
const PROJECT = { id: "g", title: "Garten", neighbourhood: "n", proposals: 1, comments: 0 };

const town = () => ({
  public: {
    "project:g": PROJECT,
    "neighbourhood:n": { id: "n", proposals: 4 },
    "proposal:p": CARD,
  },
  "project:g": { "project:g": PROJECT },
  "proposal:p": { "proposal:p": WHOLE },
});
const propose = (fields = {}) =>
  command("propose", "proposal", { on: "g", title: " Öl ", body: "**Mehr** Öl" }, fields);
const edit = (fields = {}) => {
  const args = { proposal: "p", title: "Zwei", body: "Neu.", revision: "0" };
  return command("edit_proposal", "proposal", args, fields);
};

test("a proposal has its page, its cards and its author's name at once", () => {
  const view = folded(town(), [propose()]);
  const { title, text, html, sync } = view.get("proposal:new", "proposal:new");
  assert.deepEqual([title, text, html, sync], ["Öl", "**Mehr** Öl", "", "pending"]);
  assert.equal(view.get("proposal:new", "person:me").name, "Ayşe");
  const card = view.get("public", "proposal:new");
  assert.deepEqual([card.line, card.search, card.neighbourhood], ["Mehr Öl", "ol mehr ol", "n"]);
  assert.equal(view.get("project:g", "proposal:new").sort_title, "ol");
  const counts = ["public", "project:g"].map((scope) => view.get(scope, "project:g").proposals);
  assert.deepEqual([...counts, view.get("public", "neighbourhood:n").proposals], [2, 2, 5]);
});

test("a refused proposal is readable on its own page and stands in no list", () => {
  const view = folded(town(), [propose({ status: "rejected", code: "invalid" })]);
  assert.equal(view.get("proposal:new", "proposal:new").code, "invalid");
  assert.equal(view.get("public", "proposal:new"), undefined);
  assert.equal(view.get("public", "project:g").proposals, 1);
});

test("a proposal that has arrived is not counted twice", () => {
  const scopes = town();
  scopes.public["proposal:new"] = { ...CARD, id: "new" };
  const sent = propose({ status: "acknowledged", reached: 5 });
  assert.equal(folded(scopes, [propose()]).get("public", "project:g").proposals, 1);
  assert.equal(folded(scopes, [sent]).get("public", "project:g").proposals, 1);
});

test("a page that was acknowledged and not read yet is still there", () => {
  const scopes = town();
  scopes.public["proposal:new"] = { ...CARD, id: "new" };
  const view = folded(scopes, [propose({ status: "acknowledged", reached: 5 })]);
  assert.equal(view.get("proposal:new", "proposal:new").title, "Öl");
});

test("an edit changes page and cards; a refused one says so on the page alone", () => {
  const view = folded(town(), [edit()]);
  assert.equal(view.get("public", "proposal:p").title, "Zwei");
  assert.deepEqual(
    [view.get("proposal:p", "proposal:p").text, view.get("proposal:p", "proposal:p").revision],
    ["Neu.", 1],
  );
  const refused = folded(town(), [edit({ status: "rejected", code: "edited_elsewhere" })]);
  assert.equal(refused.get("proposal:p", "proposal:p").sync, "rejected");
  assert.equal(refused.get("public", "proposal:p").sync, "confirmed");
});

test("an edit of what is withdrawn here already changes nothing", () => {
  const withdraw = command("withdraw_proposal", "proposal", { proposal: "p" });
  const { title, state } = folded(town(), [withdraw, edit()]).get("public", "proposal:p");
  assert.deepEqual([title, state], ["Bank", "withdrawn"]);
});
