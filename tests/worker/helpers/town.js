/** A server as small as it can be, that speaks the sync protocol: for tests of the worker alone. */

import { randomUUID } from "node:crypto";

import { guestId } from "../../../service_worker/identity.js";

const HEADERS = { "Kokommune-Sync": "1", "Content-Type": "application/json" };

/** A town with documents, receipts and residents; `town.fetchFor(cookies)` is a phone's fetch. */
export class Town {
  schema = 1;
  epoch = randomUUID();
  version = 0;
  scopes = new Map();
  receipts = new Map();
  residents = new Set();
  requests = [];
  /** What goes wrong with the next requests: functions `(handle) => Response`, one each. */
  troubles = [];
  pageSize = 50;

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

  body(scope, key) {
    return this.scopes.get(scope)?.get(key)?.body ?? undefined;
  }

  fetchFor(phone) {
    return async (path, request = {}) => {
      const handle = async () => this.#answer(phone, path, request);
      if (phone.offline) throw new TypeError("Failed to fetch");
      const trouble = this.troubles.shift();
      return trouble ? trouble(handle) : handle();
    };
  }

  async #answer(phone, path, request) {
    if (typeof path !== "string") return new Response("<p>from Flask</p>", { status: 200 });
    const body = JSON.parse(request.body);
    this.requests.push({ path, body });
    if (path === "/session/guest") return this.#guest(phone, body);
    if (path === "/sync/pull") return json(this.#pull(phone, body));
    const results = body.commands.map((command) => this.#execute(phone, command));
    return json({ results, ...(body.pull && { pull: this.#pull(phone, body.pull) }) });
  }

  async #guest(phone, { secret }) {
    phone.actor = await guestId(Uint8Array.from(Buffer.from(secret, "base64url")));
    if (!this.residents.has(phone.actor)) {
      this.residents.add(phone.actor);
      const me = { id: phone.actor, name: "", affiliation: "", guest: true };
      this.write([`me:${phone.actor}`, `me:${phone.actor}`, me]);
    }
    return json({ actor: phone.actor });
  }

  #execute(phone, { id, name, args, actor, depends_on }) {
    if (actor !== phone.actor) return { id, status: "needs_login", code: "other_author" };
    const print = JSON.stringify([name, args, actor]);
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

  #pull(phone, { schema, epoch, have, want }) {
    const actor = phone.actor ?? "";
    const head = {
      protocol: 1,
      schema: this.schema,
      epoch: this.epoch,
      as_of: this.version,
      actor,
    };
    const answer = { ...head, session: actor ? "active" : "none", scopes: {}, gone: [] };
    if (schema !== this.schema) return answer;
    let room = this.pageSize;
    for (const name of want) {
      if (name.startsWith("me:") ? name !== `me:${actor}` : !this.#exists(name)) {
        answer.gone.push(name);
        continue;
      }
      const page = this.#page(name, epoch === this.epoch ? have[name] : undefined, room);
      room -= page.put.length;
      answer.scopes[name] = page;
    }
    return answer;
  }

  #exists(name) {
    return name === "public" || Boolean(this.body(name, name));
  }

  #page(name, cursor, room) {
    const known = cursor !== undefined && Number(cursor.split(" ")[0]) <= this.version;
    const [version, key] = known ? split(cursor) : [0, ""];
    const rows = [...(this.scopes.get(name) ?? [])]
      .map(([key, document]) => ({ key, ...document }))
      .filter((row) => row.version > version || (row.version === version && row.key > key))
      .sort((a, b) => a.version - b.version || (a.key < b.key ? -1 : 1));
    const shown = rows.slice(0, Math.max(0, room));
    const more = shown.length < rows.length;
    const last = more ? (shown.at(-1) ?? { version, key }) : { version: this.version, key: "~" };
    return {
      to: `${last.version} ${last.key}`,
      more,
      reset: !known,
      put: shown.filter(({ body }) => body).map((row) => ({ kind: row.key.split(":")[0], ...row })),
      del: shown.filter(({ body }) => !body).map(({ key }) => key),
    };
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

function split(cursor) {
  const at = cursor.indexOf(" ");
  return [Number(cursor.slice(0, at)), cursor.slice(at + 1)];
}

const PROJECT = {
  line: "",
  phase: "idea",
  neighbourhood: "town",
  activity: "2026-03-01T10:00:00.000Z",
  comments: 0,
  proposals: 0,
  html: "",
  created: "2026-03-01T10:00:00.000Z",
  author: "",
  grew_from: "",
};
const COMMENT = {
  created: "2026-03-02T10:00:00.000Z",
  edited: "",
  revision: 0,
};
