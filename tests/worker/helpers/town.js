/** A server as small as it can be, that speaks the sync protocol: for tests of the worker alone. */

import { randomUUID } from "node:crypto";

import { guestId } from "../../../service_worker/identity.js";
import { COMMENT, pageOf, PROJECT } from "./documents.js";

const HEADERS = { "Kokommune-Sync": "1", "Content-Type": "application/json" };

/** A town with documents, receipts and residents; `town.fetchFor(cookies)` is a phone's fetch. */
export class Town {
  schema = 1;
  epoch = randomUUID();
  version = 0;
  scopes = new Map();
  receipts = new Map();
  residents = new Set();
  /** By what a phone's cookie says: `{actor, expired}`. */
  sessions = new Map();
  /** Guests who are part of an account, by their id. */
  merged = new Map();
  requests = [];
  /** What goes wrong with the next requests: functions `(handle) => Response`, one each. */
  troubles = [];
  pageSize = 50;
  /** How many cards of a larger town come first, where a phone asks so. */
  begins = Infinity;
  /** How many differing scopes phones have told of. */
  differences = 0;
  /** Scopes of which this server says a wrong sum. */
  miscounted = new Set();

  /** Put or (with no body) delete documents: [scope, key, body]. */
  write(...documents) {
    this.version += 1;
    for (const [scope, key, body = null] of documents) {
      if (!this.scopes.has(scope)) this.scopes.set(scope, new Map());
      this.scopes.get(scope).set(key, { version: this.version, body });
    }
    return this.version;
  }

  /** A project with its card. */
  project(id, fields = {}) {
    const body = { ...PROJECT, id, title: `Vorhaben ${id}`, ...fields };
    const card = { ...body, search: body.title.toLowerCase(), sort_title: body.title };
    this.write(["public", `project:${id}`, card], [`project:${id}`, `project:${id}`, body]);
    return id;
  }

  /** Begin a session; gives the cookie. */
  beginsSession(actor) {
    const cookie = randomUUID();
    this.sessions.set(cookie, { actor, expired: false });
    return cookie;
  }

  /** A ceremony: a fresh session of an account; gives the cookie, as the server's answer does. */
  signsIn(account, name) {
    const scope = `me:${account}`;
    if (this.body(scope, scope)?.guest !== false) {
      const me = { id: account, name, affiliation: "", guest: false };
      this.residents.add(account);
      this.write([scope, scope, me], [scope, `event:${account}`, { id: account, what: name }]);
    }
    return this.beginsSession(account);
  }

  /** An account takes a guest's contributions along. */
  takesAlong(guest, account) {
    this.merged.set(guest, account);
    this.write([`me:${account}`, `event:${guest}`, { id: guest, what: "taken_along" }]);
  }

  /** The sessions of somebody run out. */
  expires(account) {
    for (const session of this.sessions.values()) {
      if (session.actor === account) session.expired = true;
    }
  }

  /** A backup is restored: `past` is what `copy()` gave. */
  restores({ version, scopes, receipts }) {
    Object.assign(this, { version, scopes, receipts, epoch: randomUUID() });
  }

  copy() {
    const scopes = [...this.scopes].map(([name, documents]) => [name, new Map(documents)]);
    return { version: this.version, scopes: new Map(scopes), receipts: new Map(this.receipts) };
  }

  body(scope, key) {
    return this.scopes.get(scope)?.get(key)?.body ?? undefined;
  }

  fetchFor(phone) {
    return async (path, request = {}) => {
      const handle = async () => this.#answer(phone, path, request);
      if (phone.offline) throw new TypeError("Failed to fetch");
      const trouble = this.troubles.shift();
      const response = await (trouble ? trouble(handle) : handle());
      // A cookie comes with its answer, or not at all.
      if (response.cookie !== undefined) phone.cookie = response.cookie;
      return response;
    };
  }

  #reader(phone) {
    const session = this.sessions.get(phone.cookie);
    if (session?.expired) return { actor: "", session: "expired" };
    return session ? { actor: session.actor, session: "active" } : { actor: "", session: "none" };
  }

  async #answer(phone, path, request) {
    if (typeof path !== "string") return new Response("<p>from Flask</p>", { status: 200 });
    const body = JSON.parse(request.body);
    this.requests.push({ path, body });
    if (path === "/session/guest") return this.#guest(phone, body);
    if (path === "/session/end") return this.#end(phone);
    if (path === "/passkeys/answer") return this.#signIn(phone, body);
    const reader = this.#reader(phone);
    if (path === "/sync/pull") return json(this.#pull(reader, body));
    const results = this.#forgot(body.pull)
      ? body.commands.map(({ id }) => ({ id, status: "retry", code: "restored" }))
      : body.commands.map((command) => this.#execute(reader, command));
    return json({ results, ...(body.pull && { pull: this.#pull(reader, body.pull) }) });
  }

  #forgot(pull) {
    if (!pull?.epoch || pull.schema !== this.schema) return false;
    const ahead = Object.values(pull.have).some((cursor) => parseInt(cursor, 10) > this.version);
    return pull.epoch !== this.epoch || ahead;
  }

  #signIn(phone, { account }) {
    this.sessions.delete(phone.cookie);
    return Object.assign(json({ actor: account }), { cookie: this.signsIn(account, account) });
  }

  #end(phone) {
    this.sessions.delete(phone.cookie);
    return Object.assign(json({}), { cookie: "" });
  }

  async #guest(phone, { secret }) {
    const actor = await guestId(Uint8Array.from(Buffer.from(secret, "base64url")));
    const scope = `me:${actor}`;
    const signedIn = this.#reader(phone).actor;
    if (this.body(`me:${signedIn}`, `me:${signedIn}`)?.guest === false) {
      return json({ code: "signed_in" }, 409);
    }
    if (this.merged.has(actor) || this.body(scope, scope)?.guest === false) {
      return json({ code: "has_account" }, 409);
    }
    if (!this.residents.has(actor)) {
      this.residents.add(actor);
      this.write([scope, scope, { id: actor, name: "", affiliation: "", guest: true }]);
    }
    return Object.assign(json({ actor }), { cookie: this.beginsSession(actor) });
  }

  #execute(reader, { id, name, args, actor: author, depends_on }) {
    const actor = this.merged.get(author) === reader.actor ? reader.actor : author;
    if (!actor || actor !== reader.actor) return { id, status: "needs_login", code: "other_author" };
    const print = JSON.stringify([name, args, author]);
    const known = this.receipts.get(id);
    if (known && known.print !== print) return { id, status: "conflict", code: "id_in_use" };
    if (known) return { ...known.result, status: "duplicate", first: known.result.status };
    const happened = (other) => this.receipts.get(other)?.result.status === "applied";
    if (!depends_on.every(happened)) return { id, status: "blocked", code: "waits_for_another" };
    const result = {
      id,
      code: "",
      fields: {},
      scopes: [],
      version: 0,
      ...this.#carryOut(id, name, args, actor),
    };
    this.receipts.set(id, { print, result });
    return result;
  }

  #carryOut(id, name, args, actor) {
    if (name === "propose") return this.#propose(id, args, actor);
    if (name !== "comment") return { status: "rejected", code: "unknown_command" };
    const scope = `project:${args.on}`;
    const root = this.body(scope, scope);
    if (!root) return { status: "rejected", code: "not_found", fields: { on: "not_found" } };
    const text = args.body;
    const comment = { ...COMMENT, id, on: args.on, author: actor, text, html: `<p>${text}</p>\n` };
    const counted = (body) => ({ ...body, comments: body.comments + 1 });
    const version = this.write(
      [scope, `comment:${id}`, comment],
      [scope, `person:${actor}`, { id: actor, name: "", affiliation: "" }],
      [scope, scope, counted(root)],
      ["public", scope, counted(this.body("public", scope))],
    );
    return { status: "applied", version, scopes: [scope, "public"] };
  }

  #propose(id, { title }, author) {
    const scope = `proposal:${id}`;
    const body = { id, title, state: "open", activity: "2026-03-02T10:00:00.000Z", supports: 0 };
    const version = this.write(["public", scope, body], [scope, scope, { ...body, author }]);
    return { status: "applied", version, scopes: [scope, "public"] };
  }

  #pull({ actor, session }, { schema, epoch, have, want, lively, brief, differing = 0 }) {
    this.differences += differing;
    const head = {
      protocol: 1,
      schema: this.schema,
      epoch: this.epoch,
      as_of: this.version,
      actor,
    };
    const answer = { ...head, session, scopes: {}, gone: [] };
    if (schema !== this.schema) return answer;
    if (brief && epoch === this.epoch && want.every((name) => this.#isRead(name, actor, have))) {
      return answer;
    }
    let room = this.pageSize;
    for (const name of want) {
      if (name.startsWith("me:") ? name !== `me:${actor}` : !this.#exists(name)) {
        answer.gone.push(name);
        continue;
      }
      const cursor = epoch === this.epoch ? have[name] : undefined;
      const begin = name === "public" && lively && cursor === undefined && this.#lively();
      const page = begin || pageOf(this.scopes.get(name) ?? [], { cursor, room, version: this.version });
      room -= page.put.length;
      if (this.miscounted.has(name) && page.sum !== undefined) page.sum += 1;
      answer.scopes[name] = page;
    }
    return answer;
  }

  /** Whether a phone that has this has read the scope up to now. */
  #isRead(name, actor, have) {
    const isOthers = name.startsWith("me:") && name !== `me:${actor}`;
    return have[name] === `${this.version} ~` && !isOthers;
  }

  #exists(name) {
    return name === "public" || Boolean(this.body(name, name));
  }

  #lively() {
    const standing = [...this.scopes.get("public")].filter(([, { body }]) => body);
    if (standing.length <= this.begins) return null;
    const put = standing
      .map(([key, document]) => ({ key, kind: key.split(":")[0], ...document }))
      .sort((a, b) => ((a.body.activity ?? "~") < (b.body.activity ?? "~") ? 1 : -1));
    return { to: "0 ", more: true, reset: true, partial: true, put: put.slice(0, this.begins), del: [] };
  }
}

/** Troubles: what a network can do to one request. */
export const lost = async (handle) => {
  await handle();
  throw new TypeError("Failed to fetch");
};
export const dark = async () => {
  throw new TypeError("Failed to fetch");
};
export const portal = async () => new Response("<h1>Willkommen im Zug</h1>", { status: 200 });
export const refuses = (status) => async () => json({ status }, status);

function json(body, status = 200) {
  return new Response(JSON.stringify(body), { status, headers: HEADERS });
}
