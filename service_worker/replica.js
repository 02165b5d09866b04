/** What the server has told: documents by scope, and how far each scope has been read. */

import { authorship, parted } from "./authors.js";
import { isOpen, nearby } from "./outbox.js";
import { turnOf } from "./turn.js";

const READ = ["cursors", "documents", "state", "commands", "settings", "identities"];

/** The state of a phone that has never pulled; `differing`: see docs/sync-protocol.md, "Sums". */
export const NEVER_PULLED = {
  name: "replica",
  epoch: "",
  as_of: 0,
  schema: 0,
  pulled_at: "",
  full_at: "",
  differing: 0,
};

/** Cards are thousands, outlines long: these are kept, and read anew when their stamp differs. */
const KEPT = new Set(["public", "map"]);

/** Reads of the database, each in one transaction. `schema` is the one that templates know. */
export function createReplica(db, schema) {
  const kept = new Map();

  // What does not need each other is asked for at once: each answer is a way to another thread.
  async function base({ state: states, settings, commands: outbox }) {
    const setting = async (name, otherwise) => (await settings.get(name))?.value ?? otherwise;
    const [state = NEVER_PULLED, commands, me, language, session, kiosk] = await Promise.all([
      states.get("replica"),
      outbox.getAll(),
      setting("me", ""),
      setting("language", ""),
      setting("session", { session: "", actor: "" }),
      setting("kiosk", null),
    ]);
    return { state, me, language, commands, session, kiosk, usable: state.schema === schema };
  }

  async function keptDocs(stores, name, { stamp }) {
    if (stamp !== kept.get(name)?.stamp) {
      kept.set(name, { stamp, docs: (await stores.documents.get(name)).docs });
    }
    return kept.get(name).docs;
  }

  async function scope(stores, name) {
    const isKept = KEPT.has(name);
    const [record, found] = await Promise.all([
      stores.cursors.get(name),
      isKept ? null : stores.documents.get(name),
    ]);
    if (!record?.held) return null;
    const docs = isKept ? await keptDocs(stores, name, record) : found.docs;
    return { docs, reached: record.version };
  }

  async function several(stores, names) {
    const found = await Promise.all(
      [...names].map(async (name) => [name, await scope(stores, name)]),
    );
    return new Map(found.filter(([, held]) => held));
  }

  /** What `base` gives for a reader: of another's commands the number alone, and since when. */
  async function readable(stores) {
    const [found, reader] = await Promise.all([base(stores), authorship(stores)]);
    const { own, others } = parted(found.commands, reader);
    const signed_out = !reader.guest && ["expired", "none"].includes(found.session.session);
    const { guest } = reader;
    return { ...found, guest, commands: own, others: counted(others.filter(isOpen)), signed_out };
  }

  /**
   * For a page: the named scopes that are held, `public`, the reader's own and those that waiting
   * commands of theirs are about among them.
   */
  function snapshot(names) {
    return db.transaction(READ, "readonly", async (stores) => {
      const first = new Set(["public", ...names]);
      const [{ usable, ...rest }, asked, cards] = await Promise.all([
        readable(stores),
        several(stores, first),
        stores.cursors.get("public"),
      ]);
      const about = rest.commands.filter(isOpen).flatMap(nearby);
      const others = new Set([...about, ...own(rest.me)].filter((name) => !first.has(name)));
      const scopes = new Map([...asked, ...(await several(stores, others))]);
      return usable
        ? { ...rest, partial: isPartial(cards), scopes }
        : { ...rest, partial: false, scopes: new Map() };
    });
  }

  /** For a sync: what is held, what waits, who writes here and what the server last said of it. */
  function plan() {
    return db.transaction(READ, "readonly", async (stores) => {
      const { usable, ...rest } = await base(stores);
      const cursors = await stores.cursors.getAll();
      const turn = await turnOf(stores.settings);
      const identities = await stores.identities.getAll();
      const scopes = await several(stores, usable ? ["public", ...own(rest.me)] : []);
      const unread = (record) => ({ ...record, cursor: "", held: false });
      return {
        ...rest,
        turn,
        identities,
        scopes,
        cards: scopes.get("public")?.docs ?? null,
        partial: usable && isPartial(cursors.find(({ scope }) => scope === "public")),
        cursors: usable ? cursors : cursors.map(unread),
      };
    });
  }

  /** The names of all scopes that are held. */
  function held() {
    return db.transaction(["cursors"], "readonly", async ({ cursors }) => {
      const records = await cursors.getAll();
      return records.filter((record) => record.held).map(({ scope }) => scope);
    });
  }

  /** Remember that a page of this scope was opened, so that it is kept up to date. */
  function touch(names, used) {
    return db.transaction(["cursors"], "readwrite", async ({ cursors }) => {
      for (const scope of names) {
        const blank = { scope, cursor: "", held: false, version: 0, stamp: "", stale: false };
        await cursors.put({ ...((await cursors.get(scope)) ?? blank), used });
      }
    });
  }

  return { snapshot, plan, held, touch };
}

function counted(commands) {
  const times = commands.map(({ client_time }) => client_time).sort();
  return { count: commands.length, since: times[0] ?? "" };
}

function isPartial(record) {
  return Boolean(record?.held && record.partial);
}

function own(me) {
  return me ? [`me:${me}`] : [];
}
