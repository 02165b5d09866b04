import assert from "node:assert/strict";
import { test } from "node:test";

import { fold } from "../../service_worker/fold/index.js";
import { readList, readScope } from "../../service_worker/reading.js";

const LIST = {
  kind: "project",
  where: ["neighbourhood", "phase"],
  fixed: {},
  search: "search",
  sort: ["-activity", "sort_title"],
  size: 2,
  join: { neighbourhood: "neighbourhood" },
};
const SCOPE = { name: "project:{id}", sort: { comment: "created" }, join: { author: "person" } };

const card = (id, fields) => [
  `project:${id}`,
  {
    id,
    search: id,
    sort_title: id,
    activity: "2026-01-01",
    phase: "idea",
    neighbourhood: "town",
    ...fields,
  },
];
const view = (docs, scope = {}, commands = []) =>
  fold(
    new Map([
      ["public", { docs, reached: 1 }],
      ["project:p", { docs: scope, reached: 1 }],
    ]),
    commands,
    false,
  );

function list(docs, query = "", read = LIST, values = {}) {
  const asked = { path: "/projects", values, query: new URLSearchParams(query) };
  return readList(view(docs), read, asked);
}
const places = { ...LIST, has: "point" };
const ids = ({ rows }) => rows.map(({ id }) => id);

const DOCS = Object.fromEntries([
  card("a", { activity: "2026-01-03", search: "apfel strasse" }),
  card("b", { activity: "2026-01-03", phase: "done" }),
  card("c", { activity: "2026-01-09", neighbourhood: "n", search: "grosse apfelwiese" }),
  ["neighbourhood:n", { id: "n", name: "Nord" }],
]);

test("the newest come first, and equals in the order of their ids", () => {
  assert.deepEqual(ids(list(DOCS)), ["c", "a"]);
  assert.deepEqual(ids(list(DOCS, "page=2")), ["b"]);
});

test("a list can leave out what has no place, and a page can be without a scope", () => {
  const docs = { ...DOCS, ...Object.fromEntries([card("d", { point: "1,2" }), card("e", { point: "" })]) };
  assert.deepEqual(ids(list(docs, "", places)), ["d"]);
  const optional = { name: "map", sort: { outline: "id" }, join: {}, optional: true };
  const nothing = { root: false, outline: [] };
  assert.deepEqual(readScope(view({}), optional, { values: {} }), nothing);
});

test("pages know their neighbours, and keep filters in the address", () => {
  const first = list(DOCS, "phase=idea&sort=sort_title&q=+");
  assert.deepEqual([first.page, first.pages, first.total, first.previous], [1, 1, 2, ""]);
  assert.equal(list(DOCS, "page=1&sort=sort_title").next, "/projects?sort=sort_title&page=2");
  assert.equal(list(DOCS, "page=2&q=").previous, "/projects");
  const quoted = { ...LIST, size: 1 };
  const { next } = list(DOCS, "q=ap+f(el)%27~", quoted);
  assert.equal(next, "");
  assert.equal(list(DOCS, "q=%C3%84pfel", quoted).next, "/projects?q=%C3%84pfel&page=2");
});

test("nonsense in the query is the default", () => {
  for (const query of ["page=0", "page=-1", "page=x", "page=1234567", "sort=text"]) {
    assert.deepEqual(ids(list(DOCS, query)), ["c", "a"]);
  }
  assert.equal(list(DOCS, "page=99").page, 2);
});

test("search finds all words anywhere, folded", () => {
  assert.deepEqual(ids(list(DOCS, "q=%C3%84PFEL")), ["c", "a"]);
  assert.deepEqual(ids(list(DOCS, "q=stra%C3%9Fe+apfel")), ["a"]);
  const nothing = list(DOCS, "q=birne");
  assert.deepEqual(
    [nothing.total, nothing.pages, nothing.filtered, nothing.query.q],
    [0, 1, true, "birne"],
  );
});

test("ids are replaced by what they name, or by false", () => {
  const [c, a] = list(DOCS).rows;
  assert.equal(c.neighbourhood.name, "Nord");
  assert.equal(a.neighbourhood, false);
});

test("a fixed filter comes from the path and is no filter of the reader's", () => {
  const found = list(DOCS, "", { ...LIST, fixed: { neighbourhood: "{id}" } }, { id: "n" });
  assert.deepEqual([ids(found), found.filtered], [["c"], false]);
});

test("a scope gives its root and its lists, what waits last", () => {
  const comment = (id, created) => [
    `comment:${id}`,
    { id, on: "p", author: "x", text: id, created },
  ];
  const scope = Object.fromEntries([
    ["project:p", { id: "p", author: "x", comments: 2 }],
    ["person:x", { id: "x", name: "Bernd" }],
    comment("2", "2026-02"),
    comment("1", "2026-01"),
  ]);
  const waiting = {
    id: "0",
    name: "comment",
    noun: "comment",
    args: { on: "p", body: "neu" },
    actor: "x",
    status: "waiting",
  };
  const found = readScope(view({}, scope, [waiting]), SCOPE, { values: { id: "p" } });
  assert.deepEqual(
    found.comment.map(({ id }) => id),
    ["1", "2", "0"],
  );
  assert.equal(found.root.author.name, "Bernd");
  assert.equal(found.root.comments, 3);
});

test("without its root there is no scope", () => {
  assert.equal(readScope(view({}), SCOPE, { values: { id: "p" } }), null);
});

test("what is over leaves lists, at the minute in which it ends", () => {
  const shift = (id, ends) => [`shift:${id}`, { id, search: id, starts: ends, ends, cancelled: "" }];
  const docs = Object.fromEntries([shift("a", "2026-06-01T12:00"), shift("b", "2026-06-01T16:00")]);
  const read = { ...LIST, kind: "shift", where: [], join: {}, sort: ["starts"], upcoming: "ends" };
  const at = (now) =>
    ids(readList(view(docs), read, { path: "/shifts", values: {}, query: new URLSearchParams(), now }));
  assert.deepEqual(at("2026-06-01T11:59"), ["a", "b"]);
  assert.deepEqual(at("2026-06-01T12:00"), ["b"]);
});

test("what is over has a list of its own in a scope, the latest first", () => {
  const shift = (id, starts, ends) => [`shift:${id}`, { id, starts, ends }];
  const scope = Object.fromEntries([
    ["project:p", { id: "p", author: "" }],
    shift("a", "2026-05-01T10:00", "2026-05-01T12:00"),
    shift("b", "2026-05-02T10:00", "2026-05-02T12:00"),
    shift("c", "2026-06-01T10:00", "2026-06-01T12:00"),
  ]);
  const read = { ...SCOPE, sort: { shift: "starts" }, over: { shift: "ends" } };
  const found = readScope(view({}, scope), read, { values: { id: "p" }, now: "2026-06-01T11:00" });
  const named = (bodies) => bodies.map(({ id }) => id);
  assert.deepEqual([named(found.shift), named(found.shift_over)], [["c"], ["b", "a"]]);
});

test("numbers are sorted as such, also those of what waits", () => {
  const read = { ...LIST, sort: ["-supports"], size: 9 };
  const docs = Object.fromEntries([
    card("a", { supports: 9 }),
    card("b", { supports: 10 }),
    card("c", { supports: 0 }),
  ]);
  const query = new URLSearchParams();
  const args = { neighbourhood: "town", title: "Neu", body: "x" };
  const command = { id: "n", name: "start_project", noun: "project", actor: "x", args };
  const mixed = view(docs, {}, [{ ...command, status: "waiting" }]);
  const asked = { path: "/projects", values: {}, query };
  assert.deepEqual(ids(readList(view(docs), read, asked)), ["b", "a", "c"]);
  const newest = readList(mixed, { ...LIST, size: 9 }, asked);
  assert.equal(ids(newest)[0], "n");
});
