/** A phone without room sends what waits, which is what makes room. */

import "fake-indexeddb/auto";

import assert from "node:assert/strict";
import { test } from "node:test";

import { v7 as uuidv7 } from "uuid";

import { author } from "../../service_worker/identity.js";
import { add } from "../../service_worker/outbox.js";
import { GARDEN, open, ORIGIN } from "./helpers/worker.js";

/** Nothing new fits in until something was let go of; a sync begins with that. */
function fills({ db }) {
  const { transaction } = db;
  let isFull = true;
  db.transaction = (names, mode, work) =>
    transaction(names, mode, (stores) => {
      if (!isFull || mode !== "readwrite" || !stores.cursors) return work(stores);
      const cursors = new Proxy(stores.cursors, {
        get(store, name) {
          if (name === "put") {
            return () => {
              throw new DOMException("full", "QuotaExceededError");
            };
          }
          if (name === "delete") isFull = false;
          return typeof store[name] === "function" ? store[name].bind(store) : store[name];
        },
      });
      return work({ ...stores, cursors });
    });
}

async function writesOnAFullPhone() {
  const phone = open(`/projects/${GARDEN}`);
  const { worker, town, host } = phone;
  await worker.flush();
  const args = { on: GARDEN, body: "Voll" };
  const what = { id: uuidv7(), name: "comment", noun: "comment", version: 1, args };
  const where = { client_time: "2026", on_path: "/", on_title: "" };
  await add(worker.db, { ...what, ...where, actor: await author(worker.db) });
  fills(worker);
  const pushed = () => town.requests.some(({ path }) => path === "/sync/push");
  return { ...phone, pushed };
}

test("a page that is loaded has everything sent, also where storage is full", async () => {
  const { worker, pages, pushed } = await writesOnAFullPhone();
  await worker.message({ type: "hello" }, pages[0]).catch(() => {});
  assert.equal(pushed(), true);
});

test("a page that is opened has everything sent, also where storage is full", async () => {
  const { worker, settle, pushed } = await writesOnAFullPhone();
  const url = `${ORIGIN}/projects/${GARDEN}`;
  await worker.respond({ url, method: "GET", mode: "navigate", headers: new Headers() });
  await settle().catch(() => {});
  assert.equal(pushed(), true);
});
