/** A phone without a screen: the worker's parts over a database of its own. */

import "fake-indexeddb/auto";

import { IDBFactory } from "fake-indexeddb";
import { uuidv7 } from "uuidv7";

import { createDatabase } from "../../../service_worker/database.js";
import { author } from "../../../service_worker/identity.js";
import * as outbox from "../../../service_worker/outbox.js";
import { createReplica } from "../../../service_worker/replica.js";
import { createSync } from "../../../service_worker/sync.js";
import { createWire } from "../../../service_worker/wire.js";

/** `new Phone(town)`: writes into its outbox, synchronises, and shows what it holds. */
export class Phone {
  offline = false;
  actor = "";
  thrifty = false;
  path = "/projects";
  told = [];
  updates = 0;
  time = Date.parse("2026-03-14T12:00:00Z");

  constructor(town, { schema = 1, indexedDB = new IDBFactory() } = {}) {
    this.town = town;
    this.schema = schema;
    this.indexedDB = indexedDB;
    this.starts();
  }

  /** The worker's process begins anew; what is stored stays. */
  starts() {
    this.db = createDatabase(this.indexedDB, { mayUpgrade: true });
    this.replica = createReplica(this.db, this.schema);
    this.sync = createSync({
      db: this.db,
      replica: this.replica,
      post: createWire({ fetch: this.town.fetchFor(this), timeout: 1000 }),
      locks: null,
      now: () => this.time,
      random: () => 0.5,
      schema: this.schema,
      thrifty: () => this.thrifty,
      tell: (change) => this.told.push(change),
      outgrown: () => (this.updates += 1),
    });
  }

  syncs() {
    return this.sync.run();
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
