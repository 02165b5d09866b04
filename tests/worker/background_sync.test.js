/** What the built worker answers when the browser says that there may be a network again. */

import "fake-indexeddb/auto";

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";

import { IDBFactory } from "fake-indexeddb";
import { v7 as uuidv7 } from "uuid";

import { createDatabase } from "../../service_worker/database.js";
import { author } from "../../service_worker/identity.js";
import { add, all } from "../../service_worker/outbox.js";
import { Town } from "./helpers/town.js";
import { fakeCaches, GARDEN, ORIGIN } from "./helpers/worker.js";

const DIST = new URL("../../static/dist/", import.meta.url);

test("the browser is asked to send later as long as something waits", async () => {
  const town = new Town();
  town.schema = JSON.parse(await readFile(new URL("generated/table.json", DIST))).schema;
  town.project(GARDEN);
  const indexedDB = new IDBFactory();
  const handlers = {};
  const self = {
    indexedDB,
    fetch: town.fetchFor({ offline: false, cookie: "" }),
    navigator: {},
    caches: fakeCaches(),
    location: new URL(ORIGIN),
    registration: { update: async () => {} },
    clients: { claim: async () => {}, matchAll: async () => [] },
    addEventListener: (type, handler) => (handlers[type] = handler),
    skipWaiting() {},
  };
  const source = await readFile(new URL("sw.js", DIST), "utf8");
  new Function("self", source)(self);
  const db = createDatabase(indexedDB, { mayUpgrade: true });
  const args = { on: GARDEN, body: "Unterwegs" };
  const what = { id: uuidv7(), name: "comment", noun: "comment", version: 1, args };
  const where = { client_time: "2026", on_path: "/", on_title: "" };
  await add(db, { ...what, ...where, actor: await author(db) });
  // The server could not commit, and says so.
  const retry = async (handle) => {
    const answer = await handle();
    const body = await answer.json();
    if (!body.results) return Response.json(body, answer);
    const results = body.results.map(({ id }) => ({ id, status: "retry", code: "busy" }));
    return Response.json({ ...body, results }, { status: 200, headers: { "Kokommune-Sync": "1" } });
  };
  town.troubles = [retry, retry];
  let done = null;
  handlers.sync({ tag: "flush", waitUntil: (promise) => (done = promise) });
  const outcome = await done.then(() => "done", () => "again");
  const [{ status }] = await all(db);
  assert.deepEqual([status, outcome], ["waiting", "again"]);
});
