import assert from "node:assert/strict";
import { test } from "node:test";

import { command, folded } from "./helpers/folding.js";

const SHIFT = {
  id: "s",
  project: "g",
  title: "Bänke tragen",
  place: "",
  starts: "2026-06-01T10:00",
  ends: "2026-06-01T12:00",
  cancelled: "",
  capacity: 2,
  taken: 2,
  waiting: 1,
  revision: 0,
};
const { capacity: _1, taken: _2, revision: _3, ...OCCASION } = SHIFT;
const PROPOSAL = { id: "p", state: "open", supports: 0 };

const town = (own = {}, shift = SHIFT) => ({
  public: { "project:g": { id: "g", shifts: 1 }, "proposal:p": PROPOSAL },
  "project:g": { "project:g": { id: "g", shifts: 1, author: "me" }, "shift:s": shift },
  "me:me": own,
});
const signUp = (fields) => command("sign_up", "sign_up", { shift: "s" }, fields);
const withdraw = (fields) =>
  command("withdraw_sign_up", "sign_up", { shift: "s" }, { id: "later", ...fields });
const support = (fields) => command("support", "support", { proposal: "p" }, fields);
const withdrawSupport = () => command("withdraw_support", "support", { proposal: "p" });

const place = (scopes, ...commands) => folded(scopes, commands).get("me:me", "sign_up:s");
const supports = (scopes, ...commands) =>
  folded(scopes, commands).get("public", "proposal:p").supports;

test("a sign-up is noted until the receipt, and says nothing of places", () => {
  const view = folded(town(), [signUp()]);
  const { sync, title, starts } = view.get("me:me", "sign_up:s");
  assert.deepEqual([sync, title, starts], ["pending", "Bänke tragen", "2026-06-01T10:00"]);
  assert.deepEqual(view.get("project:g", "shift:s"), { ...SHIFT, sync: "confirmed" });
});

test("it stays noted after the receipt until its document is here", () => {
  const sent = signUp({ status: "acknowledged", code: "waitlisted", reached: 6 });
  assert.equal(place(town(), sent).sync, "pending");
  const arrived = { "sign_up:s": { ...OCCASION, waiting: 2 } };
  assert.deepEqual(place(town(arrived), sent), { ...OCCASION, waiting: 2, sync: "confirmed" });
});

test("a waiting withdrawal takes back what waits and what is there", () => {
  assert.equal(place(town(), signUp(), withdraw()), undefined);
  assert.equal(place(town({ "sign_up:s": { ...OCCASION, waiting: 0 } }), withdraw()), undefined);
});

test("a withdrawal that was refused leaves the place", () => {
  const own = { "sign_up:s": { ...OCCASION, waiting: 0 } };
  assert.equal(place(town(own), withdraw({ status: "rejected" })).sync, "confirmed");
});

test("nobody signs up for what is cancelled, unknown or refused", () => {
  assert.equal(place(town({}, { ...SHIFT, cancelled: "Sturm" }), signUp()), undefined);
  assert.equal(place({ "me:me": {} }, signUp()), undefined);
  assert.equal(place(town(), signUp({ status: "rejected", code: "cancelled" })), undefined);
});

test("while the card is newer than the page, what waits stands as the page has it", () => {
  const cards = { "shift:s": { ...SHIFT, cancelled: "Sturm" } };
  assert.equal(place({ ...town(), public: cards }, signUp()).sync, "pending");
  const withdrawn = { "proposal:p": { ...PROPOSAL, state: "withdrawn" } };
  const own = { "proposal:p": { "proposal:p": PROPOSAL } };
  const view = folded({ public: withdrawn, "project:g": withdrawn, "me:me": {}, ...own }, [support()]);
  assert.equal(view.get("me:me", "support:p").sync, "pending");
});

test("a cancelled shift is cancelled among mine, too, and counts no more", () => {
  const cancel = command("cancel_shift", "shift", { shift: "s", reason: "Sturm" });
  const again = { ...cancel, id: "again", args: { shift: "s", reason: "Regen" } };
  const view = folded(town({ "sign_up:s": { ...OCCASION, waiting: 0 } }), [cancel, again]);
  assert.equal(view.get("project:g", "shift:s").cancelled, "Sturm");
  assert.equal(view.get("me:me", "sign_up:s").cancelled, "Sturm");
  assert.equal(view.get("public", "project:g").shifts, 0);
});

test("more places let those who wait move up", () => {
  const args = { shift: "s", title: "Mehr", place: "", capacity: "3", revision: "0" };
  const times = { starts: SHIFT.starts, ends: SHIFT.ends };
  const change = command("change_shift", "shift", { ...args, ...times });
  const view = folded(town({ "sign_up:s": { ...OCCASION, waiting: 1 } }), [change]);
  const { taken, waiting, revision } = view.get("project:g", "shift:s");
  assert.deepEqual([taken, waiting, revision], [3, 0, 1]);
  assert.equal(view.get("me:me", "sign_up:s").waiting, 0);
});

const CARD = { ...OCCASION, capacity: 2, taken: 2, neighbourhood: "town", free: 0, full: "full" };
const listed = (scopes, ...commands) => folded(scopes, commands).get("public", "shift:s");

function townWithCard() {
  const scopes = town();
  return { ...scopes, public: { ...scopes.public, "shift:s": { ...CARD, search: "banke tragen" } } };
}

test("a change shows in lists, without what lists need not know", () => {
  const args = { shift: "s", title: "Öl tragen", place: "Straße", capacity: "4", revision: "0" };
  const times = { starts: SHIFT.starts, ends: SHIFT.ends };
  const change = command("change_shift", "shift", { ...args, ...times });
  const { title, search, free, full, taken, sync, revision } = listed(townWithCard(), change);
  assert.deepEqual([title, search, taken, free, full], ["Öl tragen", "ol tragen strasse", 3, 1, ""]);
  assert.deepEqual([sync, revision], ["pending", undefined]);
});

test("a refused change shows with its project alone", () => {
  const cancel = command("cancel_shift", "shift", { shift: "s", reason: "Sturm" });
  const refused = { ...cancel, status: "rejected", code: "not_yours" };
  assert.equal(listed(townWithCard(), cancel).cancelled, "Sturm");
  assert.equal(listed(townWithCard(), refused).sync, "confirmed");
  assert.equal(folded(townWithCard(), [refused]).get("project:g", "shift:s").sync, "rejected");
});

test("a new shift has its card at once", () => {
  const args = { project: "g", title: "Öl", place: "", capacity: "2" };
  const times = { starts: SHIFT.starts, ends: SHIFT.ends };
  const offer = command("offer_shift", "shift", { ...args, ...times });
  const { free, full, search, revision } = folded(town(), [offer]).get("public", "shift:new");
  assert.deepEqual([free, full, search, revision], [2, "", "ol", undefined]);
});

test("a support counts once, whatever is tapped", () => {
  assert.equal(supports(town(), support(), support()), 1);
  assert.equal(supports(town({ "support:p": { id: "p" } }), support()), 0);
  assert.equal(supports(town(), support({ status: "rejected" })), 0);
});

test("supports never fall below zero", () => {
  assert.equal(supports(town(), withdrawSupport()), 0);
  assert.equal(supports(town({ "support:p": { id: "p" } }), withdrawSupport()), 0);
  assert.equal(supports(town(), support(), withdrawSupport(), withdrawSupport()), 0);
});
