/** A phone of the worker's own modules whose process, storage and connection can be broken. */

import { IDBFactory } from "fake-indexeddb";
import { createDatabase } from "../../service_worker/database.js";
import { author } from "../../service_worker/identity.js";
import * as outbox from "../../service_worker/outbox.js";
import { pack, Refused, takeIn, unpack } from "../../service_worker/parcel.js";
import { signIn } from "../../service_worker/signing_in.js";
import { signOut } from "../../service_worker/signing_out.js";
import { Phone } from "../worker/helpers/phone.js";
import { breaks, dies } from "./storage.js";

const HOUR = 3_600_000;
const STORES = ["settings", "identities", "commands", "cursors", "documents", "state"];
const SHAPE = 2;
const OPEN = new Set(["waiting", "acknowledged"]);
const MOST_RUNS = 30;

/** `new BreakablePhone(fetch, schema, mutate)`; `mutate(phone)` makes it a wrong one on purpose. */
export class BreakablePhone extends Phone {
  constructor(fetch, schema, mutate = () => {}) {
    super({ fetchFor: (phone) => (path, request) => phone.asks(fetch, path, request) }, { schema });
    mutate(this);
    this.starts();
  }

  starts() {
    super.starts();
    breaks(this.db, this, "documents");
  }

  /** A run; `kill`: `{at, when}`, the n-th transaction and where in it; `quota`: the n-th put. */
  async runs({ kill = null, quota = 0, tabs = 1 }) {
    this.kill = kill && { ...kill };
    this.quota = quota;
    const death = new Promise((resolve) => (this.ends = () => resolve("killed")));
    const tabsRuns = Promise.all(Array.from({ length: tabs }, () => this.sync.run()));
    const outcome = await Promise.race([tabsRuns, death]);
    this.kill = null;
    this.quota = 0;
    // A worker that was killed has named no pause: the next page that is opened asks at once.
    this.pause = outcome === "killed" ? 0 : outcome[0].pause;
    if (outcome !== "killed") return outcome[0].ok ? "answered" : "unanswered";
    this.starts();
    return "killed";
  }

  synchronises(troubles) {
    return this.runs(troubles);
  }

  /**
   * Asks as an open page does, after each pause that the worker names, until nothing is on its
   * way; gives after how many seconds that was, by the worst of dice. -1: not within 30 runs.
   */
  async recovers() {
    const began = this.time;
    this.random = 1;
    for (let n = 0; n < MOST_RUNS; n += 1) {
      this.time += this.pause ?? 0;
      await this.runs({});
      const open = (await outbox.all(this.db)).filter(({ status }) => OPEN.has(status));
      if (open.length === 0) return (this.time - began) / 1000;
    }
    return -1;
  }

  async asks(fetch, path, request) {
    const answer = await fetch(path, request);
    if (answer.killed) return dies(this);
    if (answer.lost) throw new TypeError("Failed to fetch");
    return new Response(answer.body, { status: answer.status, headers: answer.headers });
  }

  /** Commit a command under the id that the test knows; `replaces` as in outbox.js. */
  async adds(command, { replaces = "", page = false } = {}) {
    const db = page ? createDatabase(this.indexedDB, { mayUpgrade: false }) : this.db;
    const actor = await author(this.db);
    const client_time = new Date(this.time).toISOString();
    const place = { on_path: "/projects", on_title: "Vorhaben" };
    await outbox.add(db, { version: 1, ...command, actor, client_time, ...place }, replaces);
    return actor;
  }

  async accountSignsIn(actor) {
    await signIn(this.db, actor);
  }

  async accountSignsOut() {
    await signOut(this.db);
  }

  /** The browser closes the connection, as it may at any time. */
  async losesConnection() {
    (await this.db.open()).close();
  }

  /** The browser has taken everything that was stored but the cookies. */
  losesDatabase() {
    this.indexedDB = new IDBFactory();
    this.starts();
  }

  /** All that is here is as an app left it that was one build older, and is still in use. */
  async ages() {
    this.schema -= 1;
    await this.db.transaction(["state"], "readwrite", async ({ state }) => {
      const found = await state.get("replica");
      if (found) await state.put({ ...found, schema: this.schema });
    });
    this.starts();
  }

  /** The app is updated, and the shape of its stores with it. */
  updatesApp(schema) {
    this.schema = schema;
    this.version = (this.version ?? SHAPE) + 1;
    this.starts();
  }

  /** What waits, as a file. */
  async packs() {
    return (await pack(this.db, this.time)).text;
  }

  /** `known` as in parcel.js; gives why the file was refused, or "". */
  async takesIn(text, known) {
    try {
      await takeIn(this.db, await unpack(text, known));
      return "";
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      return error.code;
    }
  }

  clockSays(hours) {
    this.time = Date.parse("2026-03-14T12:00:00Z") + hours * HOUR;
  }

  /** All that is stored here. */
  stored() {
    return this.db.transaction(STORES, "readonly", async (stores) => {
      const all = await Promise.all(STORES.map((name) => stores[name].getAll()));
      return Object.fromEntries(STORES.map((name, at) => [name, all[at]]));
    });
  }
}
