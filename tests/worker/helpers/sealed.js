import "fake-indexeddb/auto";

import { IDBFactory } from "fake-indexeddb";

import { createPostBox } from "../../../static/js/kiosk/post_box.js";
import { createStore } from "../../../static/js/kiosk/store.js";

export const ID = "01950000-0000-7000-8000-00000000000a";
export const comment = (id = ID) => ({ id, name: "comment", version: 1, args: { on: "town", body: "Hallo" } });

/** A store over a browser's storage; `time` is a clock that can be set. */
export function stored(indexedDB = new IDBFactory(), time = { now: Date.parse("2026-03-14T12:00:00Z") }) {
  return { indexedDB, time, store: createStore({ indexedDB, now: () => time.now }) };
}

export const envelope = (id, size = 10) => ({ id, kid: "k", epk: "e", iv: "i", ct: "c".repeat(size) });

export async function holding(...ids) {
  const found = stored();
  for (const id of ids) await found.store.put(envelope(id), "2026-03-14T12:00:00Z");
  return found;
}

export const idsOf = (records) => records.map(({ envelope: { id } }) => id);
export const answered = (...results) => ({ status: 200, body: { results, epoch: "e1", as_of: 7 } });
export const all = (status) => ({ envelopes }) => answered(...envelopes.map(({ id }) => ({ id, status })));

/** What is asked for, and a post box whose server answers by these functions, one a request. */
export function posting(store, ...answers) {
  const asked = [];
  const told = [];
  async function post(path, body) {
    asked.push(body.envelopes.map(({ id }) => id));
    const answer = answers.length > 1 ? answers.shift() : answers[0];
    return answer(body);
  }
  const box = createPostBox({ store, post });
  return { asked, told, send: () => box.send((outcomes, clock) => told.push({ outcomes, clock })) };
}
