import assert from "node:assert/strict";
import { test } from "node:test";

import { following } from "../../service_worker/following.js";
import { missing, wanted as allWanted } from "../../service_worker/wanted.js";

const wanted = (plan) => allWanted({ followed: [], ...plan });
const cursor = (scope, used, held = true) => ({ scope, used, held });
const cards = Object.fromEntries([
  ...Array.from({ length: 30 }, (_, n) => [
    `project:${n}`,
    { activity: String(n).padStart(2, "0") },
  ]),
  ["neighbourhood:n", {}],
]);

test("first comes what everyone needs, then what was opened last, then what is fetched ahead", () => {
  const cursors = [cursor("public", ""), cursor("project:1", "1"), cursor("project:2", "2", false)];
  const all = wanted({ cursors, cards, me: "x", commands: [], thrifty: false });
  assert.deepEqual(all.slice(0, 6), ["public", "me:x", "town", "map", "project:2", "project:1"]);
  assert.equal(all[6], "project:29");
  assert.ok(all.includes("neighbourhood:n"));
  assert.ok(!all.includes("project:3"));
});

test("with the beginning of a large town comes what moved last, with that of a small one all", () => {
  const more = { "proposal:a": { activity: "99" }, "proposal:b": { activity: "00" } };
  const plan = { cursors: [], me: "", commands: [], thrifty: false, beginning: true };
  const last = Array.from({ length: 6 }, (_, n) => `project:${29 - n}`);
  const large = { ...plan, cards: { ...cards, ...more } };
  assert.deepEqual(wanted(large), ["public", "town", "map", ...last, "proposal:a", "proposal:b"]);
  assert.equal(wanted({ ...large, beginning: false }).length, 3 + 24 + 1 + 2);
  const small = { ...plan, cards };
  assert.equal(wanted(small).length, 3 + 24 + 1);
  assert.equal(wanted({ ...small, partial: true }).length, 3 + 6);
  assert.deepEqual(wanted({ ...small, thrifty: true }), ["public", "town", "map"]);
});

test("what nobody opened is asked for when its card has changed, and now and then", () => {
  const held = { ...cursor("project:1", ""), stale: false };
  const ask = (record, full) =>
    wanted({ cursors: [record], cards, me: "", commands: [], thrifty: true, full });
  assert.deepEqual(ask(held, false), ["public", "town", "map"]);
  assert.deepEqual(ask({ ...held, stale: true }, false), ["public", "town", "map", "project:1"]);
  assert.deepEqual(ask(held, true), ["public", "town", "map", "project:1"]);
});

test("what a sent command has changed is asked for before anything that was opened", () => {
  const cursors = [cursor("project:1", "9"), cursor("project:2", "1")];
  const commands = [{ status: "acknowledged", scopes: ["project:2", "project:7"] }];
  const all = wanted({ cursors, cards: null, me: "", commands, thrifty: false });
  assert.deepEqual(all, ["public", "town", "map", "project:2", "project:1"]);
});

test("another person's own documents are not asked for", () => {
  const all = wanted({ cursors: [cursor("me:y", "")], cards: null, me: "x", commands: [] });
  assert.deepEqual(all, ["public", "me:x", "town", "map"]);
});

test("what is followed comes right after one's own, also where nothing is fetched ahead", () => {
  const cursors = [cursor("project:1", "1")];
  const plan = { cursors, cards, me: "x", commands: [], followed: ["proposal:7"], thrifty: true };
  assert.deepEqual(wanted(plan), ["public", "me:x", "proposal:7", "town", "map", "project:1"]);
});

test("the page of what was just written here is asked for", () => {
  const made = { id: "n", noun: "proposal", args: { on: "town" }, status: "waiting" };
  const plan = { cursors: [], cards, me: "", thrifty: true };
  assert.deepEqual(wanted({ ...plan, commands: [made] }), ["public", "town", "map", "proposal:n"]);
  assert.deepEqual(wanted({ ...plan, commands: [{ ...made, status: "rejected" }] }), ["public", "town", "map"]);
});

test("followed is what the server knows and what waits", () => {
  const about = { noun: "follow", actor: "x", status: "waiting" };
  const follow = (name, on) => ({ ...about, name, args: { on } });
  const own = { "follow:project:1": { id: "project:1" }, "follow:project:2": { id: "project:2" } };
  const scopes = new Map([
    ["public", { docs: cards, reached: 1 }],
    ["me:x", { docs: own, reached: 1 }],
  ]);
  const commands = [follow("unfollow", "1"), follow("follow", "n")];
  assert.deepEqual(following({ scopes, commands, me: "x" }), ["project:2", "neighbourhood:n"]);
  assert.deepEqual(following({ scopes: new Map(), commands: [], me: "" }), []);
});

test("a tablet fetches what its neighbourhoods and the whole town are about, or all", () => {
  const card = (n, neighbourhood) => ({ activity: String(n).padStart(3, "0"), neighbourhood });
  const places = ["north", "south", "town"];
  const cards = Object.fromEntries([
    ...Array.from({ length: 90 }, (_, n) => [`project:${n}`, card(n, places[n % 3])]),
    ["neighbourhood:north", {}],
  ]);
  const plan = { cursors: [], cards, thrifty: false };
  const projects = (kiosk, more) => missing({ ...plan, kiosk, ...more }).filter((scope) => scope.startsWith("project:"));
  assert.equal(projects(null).length, 24);
  assert.equal(projects([]).length, 60);
  const north = projects(["north"]).map((scope) => cards[scope].neighbourhood);
  assert.deepEqual([north.length, [...new Set(north)].sort()], [60, ["north", "town"]]);
  assert.ok(missing({ ...plan, kiosk: ["north"] }).includes("neighbourhood:north"));
  // A tablet that is told to save still has to work without a network.
  assert.equal(projects([], { thrifty: true }).length, 60);
  assert.equal(projects(null, { thrifty: true }).length, 0);
});
