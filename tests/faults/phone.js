/** A phone of the worker's own modules whose process, storage and connection can be broken. */

import { IDBFactory } from "fake-indexeddb";
import { createDatabase } from "../../service_worker/database.js";
import { author } from "../../service_worker/identity.js";
import * as outbox from "../../service_worker/outbox.js";
import { pack, Refused, takeIn, unpack } from "../../service_worker/parcel.js";
import { signIn } from "../../service_worker/signing_in.js";
import { signOut } from "../../service_worker/signing_out.js";
import { createWire } from "../../service_worker/wire.js";
import { Phone } from "../worker/helpers/phone.js";
import { connect } from "./connection.js";
import { Life } from "./life.js";
import { breaks, noRoom } from "./storage.js";

const HOUR = 3_600_000;
const STORES = ["settings", "identities", "commands", "cursors", "documents", "state"];
const SHAPE = 2;
const OPEN = new Set(["waiting", "acknowledged"]);
const MOST_RUNS = 30;

/** `new BreakablePhone(fetch, schema, mutate)`; `mutate(phone)` makes it a wrong one on purpose. */
export class BreakablePhone extends Phone {
  constructor(fetch, schema, mutate = () => {}) {
    super({ fetchFor: (phone) => phone.connects(fetch) }, { schema });
    mutate(this);
    this.starts();
  }

  starts() {
    this.life = new Life();
    super.starts();
    breaks(this.db, this.life, this);
  }

  /** The worker's wire with its own patience. */
  get post() {
    return createWire({ fetch: this.town.fetchFor(this) });
  }

  set post(_hasty) {}

  connects(fetch) {
    return connect(this.life, fetch, (time) => (this.time += time));
  }

  /**
   * Work to which `kill`, `loss` or `quota` happens, as in storage.js. Gives what came of it,
   * "killed", or "full" where it has rejected for want of room.
   */
  async does({ kill = null, loss = null, quota = null }, work) {
    const { life } = this;
    Object.assign(life, { kill: kill && { ...kill }, loss: loss && { ...loss } });
    if (quota) this.quota = { ...quota };
    const outcome = await Promise.race([noRoom(work()), life.over]);
    Object.assign(life, { kill: null, loss: null });
    if (quota && !quota.stays) this.hasRoom();
    // Where the plug was pulled, the next one has begun already.
    if (outcome === "killed" && life === this.life) this.starts();
    return outcome;
  }

  hasRoom() {
    this.quota = null;
  }

  /** A run, in which `trouble` as above happens. */
  async runs({ tabs = 1, ...trouble }) {
    const runs = () => Promise.all(Array.from({ length: tabs }, () => this.sync.run()));
    const outcome = await this.does(trouble, runs);
    // A worker that was killed has named no pause: the next page that is opened asks at once.
    this.pause = outcome === "killed" ? 0 : outcome[0].pause;
    if (outcome === "killed") return outcome;
    return outcome[0].ok ? "answered" : "unanswered";
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

  /**
   * Commit a command under the id that the test knows; `replaces` as in outbox.js. Gives its author;
   * or "killed", or "full" where it was not accepted.
   */
  adds(command, { replaces = "", ...trouble } = {}) {
    return this.does(trouble, () => this.#adds(this.db, command, replaces));
  }

  /** The same in two tabs. */
  async addsAtOnce(commands) {
    // Pages make no database: one that has none sends to the server, and has no outbox.
    await this.db.open();
    const tabs = [this.db, this.#tab()];
    return Promise.all(commands.map((command, at) => noRoom(this.#adds(tabs[at], command, ""))));
  }

  async #adds(db, command, replaces) {
    const actor = await author(db);
    const client_time = new Date(this.time).toISOString();
    const place = { on_path: "/projects", on_title: "Vorhaben" };
    await outbox.add(db, { version: 1, ...command, actor, client_time, ...place }, replaces);
    return actor;
  }

  /** The connection of one more page. */
  #tab() {
    const db = createDatabase(this.indexedDB, { mayUpgrade: false });
    breaks(db, this.life, this);
    return db;
  }

  givesUp(id, trouble) {
    return this.does(trouble, () => this.discards(id));
  }

  accountSignsIn(actor, trouble) {
    return this.does(trouble, () => signIn(this.db, actor));
  }

  accountSignsOut(trouble) {
    return this.does(trouble, () => signOut(this.db));
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
    this.hasRoom();
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

  /** `known` as in parcel.js; gives why the file was not taken in, or "". */
  takesIn(text, known, trouble) {
    return this.does(trouble, async () => {
      try {
        await takeIn(this.db, await unpack(text, known));
        return "";
      } catch (error) {
        if (!(error instanceof Refused)) throw error;
        return error.code;
      }
    });
  }

  clockSays(hours) {
    this.time = Date.parse("2026-03-14T12:00:00Z") + hours * HOUR;
  }

  /** The ids of what its reader wrote. */
  async own() {
    return (await this.replica.snapshot([])).commands.map(({ id }) => id);
  }

  /** All that is stored here. */
  stored() {
    return this.db.transaction(STORES, "readonly", async (stores) => {
      const all = await Promise.all(STORES.map((name) => stores[name].getAll()));
      return Object.fromEntries(STORES.map((name, at) => [name, all[at]]));
    });
  }
}
