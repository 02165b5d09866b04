/** A phone without a screen: the worker's parts over a database of its own. */

import "fake-indexeddb/auto";

import { IDBFactory } from "fake-indexeddb";
import { v7 as uuidv7 } from "uuid";

import { createDatabase } from "../../../service_worker/database.js";
import { author } from "../../../service_worker/identity.js";
import * as outbox from "../../../service_worker/outbox.js";
import { signIn } from "../../../service_worker/signing_in.js";
import { signOut } from "../../../service_worker/signing_out.js";
import { createReplica } from "../../../service_worker/replica.js";
import { createSync } from "../../../service_worker/sync.js";
import { createWire } from "../../../service_worker/wire.js";

/** `new Phone(town)`: writes into its outbox, synchronises, and shows what it holds. */
export class Phone {
  offline = false;
  /** The browser's cookie: it opens a session of the town, or nothing. */
  cookie = "";
  thrifty = false;
  path = "/projects";
  told = [];
  updates = 0;
  /** What the browser says of its storage. */
  estimate = { usage: 1, quota: 100 };
  time = Date.parse("2026-03-14T12:00:00Z");
  /** What its dice say, from 0 to 1. */
  random = 0.5;
  /** Of the shapes of its stores; none: that of this build. */
  version = undefined;

  constructor(town, { schema = 1, indexedDB = new IDBFactory(), locks = null } = {}) {
    this.town = town;
    this.locks = locks;
    this.schema = schema;
    this.indexedDB = indexedDB;
    this.starts();
  }

  /** The worker's process begins anew; what is stored stays. */
  starts() {
    this.db = createDatabase(this.indexedDB, { mayUpgrade: true, version: this.version });
    this.replica = createReplica(this.db, this.schema);
    this.post = createWire({ fetch: this.town.fetchFor(this), timeout: 1000 });
    this.sync = createSync({
      db: this.db,
      replica: this.replica,
      post: this.post,
      locks: this.locks,
      now: () => this.time,
      random: () => this.random,
      schema: this.schema,
      storage: { estimate: async () => this.estimate },
      thrifty: () => this.thrifty,
      tell: (change) => this.told.push(change),
      outgrown: () => (this.updates += 1),
    });
  }

  /** Who the server takes this phone's requests for. */
  get actor() {
    return this.town.sessions.get(this.cookie)?.actor ?? "";
  }

  set actor(actor) {
    this.cookie = actor && this.town.beginsSession(actor);
  }

  syncs() {
    return this.sync.run();
  }

  /** A ceremony, and what the page does after it; raises NoAnswer. */
  async signsIn(account) {
    await this.post("/passkeys/answer", { account });
    await signIn(this.db, account);
    return this.syncs();
  }

  /** Signs out, with a network or without. */
  async signsOut() {
    await signOut(this.db);
    return this.syncs();
  }

  opens(...scopes) {
    return this.replica.touch(scopes, new Date(this.time).toISOString());
  }

  async comments(on, body, replaces) {
    return this.writes("comment", { on, body }, replaces);
  }

  async writes(name, args, replaces, noun = "comment") {
    const command = {
      id: uuidv7(),
      name,
      noun,
      version: 1,
      args,
      actor: await author(this.db),
      client_time: new Date(this.time).toISOString(),
      on_path: this.path,
      on_title: "Vorhaben",
    };
    await outbox.add(this.db, command, replaces);
    return command.id;
  }

  /** Lay fields over a command of the outbox. */
  sets(id, fields) {
    return this.db.transaction(["commands"], "readwrite", async ({ commands }) => {
      const found = (await commands.getAll()).find((command) => command.id === id);
      await commands.put({ ...found, ...fields });
    });
  }

  discards(id) {
    return outbox.discard(this.db, id);
  }

  async outbox() {
    return outbox.all(this.db);
  }

  async statuses() {
    return (await this.outbox()).map(({ status }) => status);
  }

  /** What the replica holds of a scope: {key: body}, or undefined. */
  async holds(scope) {
    return (await this.replica.snapshot([scope])).scopes.get(scope)?.docs;
  }
}
