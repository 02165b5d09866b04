import assert from "node:assert/strict";
import { test } from "node:test";

import { createRouter, neededBy, scopesOf } from "../../service_worker/router.js";

const ID = "01890000-0000-7000-8000-00000000000a";
const PAGES = [
  { path: "/", reads: { cards: { type: "List" } } },
  { path: "/projects", reads: { cards: { type: "List" } } },
  {
    path: "/projects/<uuid:id>",
    reads: { project: { type: "Scope", name: "project:{id}" }, others: { type: "List" } },
  },
  { path: "/outbox", reads: { outbox: { type: "Outbox" } } },
];
const match = createRouter(PAGES);

test("a path finds its row and its values", () => {
  const found = match(`/projects/${ID.toUpperCase()}`);
  assert.equal(found.page, PAGES[2]);
  assert.deepEqual(found.values, { id: ID });
  assert.deepEqual(scopesOf(found), [`project:${ID}`, "public"]);
});

test("a page can be shown without what is optional", () => {
  const reads = { cards: { type: "List" }, map: { type: "Scope", name: "map", optional: true } };
  const found = { page: { reads }, values: {} };
  assert.deepEqual(scopesOf(found), ["public", "map"]);
  assert.deepEqual(neededBy(found), ["public"]);
});

test("pages without documents can always be shown", () => {
  assert.deepEqual(scopesOf(match("/outbox")), []);
});

test("other paths belong to the server", () => {
  for (const path of ["/projects/", "/projects/1", `/projects/${ID}/x`, "/sync/pull", "//"]) {
    assert.equal(match(path), null);
  }
});
