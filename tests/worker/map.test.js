import assert from "node:assert/strict";
import { test } from "node:test";

import { createAssets } from "../../service_worker/assets.js";
import { fold } from "../../service_worker/fold/index.js";
import { pointsOf, readMap } from "../../service_worker/map.js";

const LIST = {
  type: "List",
  kind: "project",
  where: ["phase"],
  fixed: {},
  search: "search",
  sort: ["sort_title"],
  size: 1,
  join: {},
  has: "point",
};
const MATCH = { page: { reads: { projects: LIST, neighbourhoods: { ...LIST, kind: "neighbourhood" } } }, values: {} };
const card = (id, fields) => [
  `project:${id}`,
  { id, title: id, search: id, phase: "idea", point: "50.00000,10.00000", neighbourhood: "n", ...fields },
];
const DOCS = Object.fromEntries([
  card("a", {}),
  card("b", { neighbourhood: "town" }),
  card("c", { point: "" }),
  card("d", { phase: "done" }),
  ["neighbourhood:n", { id: "n", name: "Nord", look: 3, point: "1,1", search: "nord" }],
]);
const MAP = {
  map: { id: "map", bounds: "1,2,3,4", tiles: "", attribution: "" },
  "outline:n": { id: "n", name: "Nord", look: 3, shape: "_ibE" },
};

function points(query, commands = []) {
  const scopes = new Map([["public", { docs: DOCS, reached: 1 }]]);
  return pointsOf(fold(scopes, commands, false), MATCH, new URL(`https://x.example/${query}`));
}

test("all that matches and has a place is told, whatever page it stands on", () => {
  const found = points("?page=2");
  assert.deepEqual(found.map(({ id }) => id), ["a", "b", "d"]);
  assert.deepEqual(found[0], { kind: "project", id: "a", title: "a", point: "50.00000,10.00000", look: 3 });
  assert.equal(found[1].look, -1);
  assert.deepEqual(points("?phase=done").map(({ id }) => id), ["d"]);
  assert.deepEqual(points("?q=b").map(({ id }) => id), ["b"]);
});

test("what waits in the outbox is on the map", () => {
  const args = { title: "Neu", summary: "", body: "x", neighbourhood: "town", point: "50.1,10.1" };
  const command = { id: "w", name: "start_project", noun: "project", args, actor: "m", status: "waiting" };
  const found = points("?q=neu", [command]);
  assert.deepEqual(found.map(({ id, point }) => [id, point]), [["w", "50.10000,10.10000"]]);
});

test("the map is its bounds and outlines, or not here", () => {
  const view = (scopes) => fold(new Map(scopes), [], false);
  assert.deepEqual(readMap(view([["map", { docs: MAP, reached: 1 }]])), {
    bounds: "1,2,3,4",
    outlines: [{ id: "n", name: "Nord", look: 3, shape: "_ibE" }],
  });
  assert.equal(readMap(view([])), null);
});

/** Caches and a network that counts; `fails` says which addresses do not come. */
function storage(fails = new Set()) {
  const kept = new Map();
  const asked = [];
  const match = async (key) => kept.get(typeof key === "string" ? key : new URL(key.url).pathname);
  const keys = async () => [...kept.keys()].map((path) => ({ url: `https://x.example${path}` }));
  const cache = { match, keys, put: async (url, response) => kept.set(url, response) };
  const fetch = async (request) => {
    const url = typeof request === "string" ? request : new URL(request.url).pathname;
    asked.push(url);
    if (fails.has(url)) throw new TypeError("Failed to fetch");
    return new Response(url, { headers: { "Content-Type": "text/javascript" } });
  };
  const caches = { open: async () => cache, keys: async () => ["assets-before"], match };
  return { caches, fetch, kept, asked };
}

const PAGE = "/static/dist/page-1.js";
const ATLAS = "/static/dist/atlas-1.js";
const STYLE = "/static/dist/atlas-1.css";
const product = { build: "b", precache: [PAGE], later: [ATLAS, STYLE] };

test("what a first visit can do without is fetched later, and again where that failed", async () => {
  const fails = new Set([ATLAS]);
  const { kept, asked, ...host } = storage(fails);
  const files = createAssets({ ...host, ...product });
  await files.install();
  assert.deepEqual([...kept.keys()], [PAGE]);
  await files.fetchLater();
  assert.deepEqual([...kept.keys()], [PAGE, STYLE]);
  fails.clear();
  await files.fetchLater();
  await files.fetchLater();
  assert.deepEqual(asked, [PAGE, ATLAS, STYLE, ATLAS]);
  assert.ok(kept.has(ATLAS));
});

test("what comes later never holds more than one connection", async () => {
  const { caches } = storage();
  const held = [];
  const fetch = (url) => new Promise((_, reject) => held.push({ url, reject }));
  const files = createAssets({ caches, fetch, ...product });
  const fetching = files.fetchLater();
  for (const url of product.later) {
    while (held.length === 0) await Promise.resolve();
    assert.deepEqual(held.map((request) => request.url), [url]);
    held.pop().reject(new TypeError("silence"));
  }
  await fetching;
});

test("an update brings anew what could come later and was here", async () => {
  const { kept, asked, ...host } = storage();
  kept.set("/static/dist/atlas-AAAAAAAA.js", new Response("before"));
  const later = ["/static/dist/atlas-BBBBBBBB.js", "/static/dist/atlas-BBBBBBBB.css"];
  await createAssets({ ...host, ...product, later }).install();
  assert.deepEqual(asked, [PAGE, later[0]]);
});

test("what is asked for before it was fetched is kept from then on", async () => {
  const { kept, asked, ...host } = storage();
  const files = createAssets({ ...host, ...product });
  const request = { url: `https://x.example${ATLAS}`, method: "GET" };
  assert.equal(await (await files.answer(request)).text(), ATLAS);
  await files.answer(request);
  assert.ok(kept.has(ATLAS));
  assert.deepEqual(asked, [ATLAS]);
});
