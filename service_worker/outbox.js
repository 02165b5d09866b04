/** What this device still has to send. Pages write here, the worker sends and settles. */

import { authorship, PEOPLE } from "./authors.js";
import { knownAuthor } from "./identity.js";

const KEPT_DAYS = 14;
const MOST_DEPENDENCIES = 50;
const BLOCKED = "waits_for_another";

/** Nouns that are a state of a thing, and the argument that names the thing. */
const STATES = { support: "proposal", follow: "on", report: "on", sign_up: "shift" };
/** Nouns of which each has a scope of its own. */
const SCOPED = ["project", "proposal"];

/** Statuses in which a command needs its author; its text stays until that is decided. */
export const NEEDS_YOU = new Set(["rejected", "conflict", "quarantined", "needs_login"]);

/** Whether the command's effect is not part of the replica yet. */
export const isOpen = (command) => command.status !== "settled";

/** Whether the command is on its way and nobody has to do anything. */
export const isWaiting = (command) => isOpen(command) && !NEEDS_YOU.has(command.status);

/** All commands in the order in which they were written. */
export function all(db) {
  return db.transaction(["commands"], "readonly", ({ commands }) => commands.getAll());
}

/**
 * Commit a command: `{id, name, noun, version, args, actor, client_time, on_path, on_title}`. Without
 * an actor it is whoever writes here; null, and nothing is kept, where nobody does yet.
 *
 * `replaces` names a command that this one takes the place of; `along` is work on other stores. All
 * of it happens or nothing. What is here already under its id, or needs its author no more, stays as
 * it is. Raises Error: "conflict" where that says something else, "another_reader" where what it
 * would replace is not the writer's.
 */
export function add(db, command, replaces = "", along = null) {
  const people = replaces ? PEOPLE : ["settings"];
  const names = new Set(["commands", ...people, ...(along?.stores ?? [])]);
  return db.transaction([...names], "readwrite", async ({ commands, ...others }) => {
    const actor = command.actor ?? (await knownAuthor(others));
    if (!actor) return null;
    const record = await put(commands, { ...command, actor }, replaces, others);
    await along?.work(others);
    return record;
  });
}

/** Remove a command for good, because its author said so while it needed them. */
export function discard(db, id) {
  return db.transaction(["commands", ...PEOPLE], "readwrite", async ({ commands, ...people }) => {
    const found = (await commands.getAll()).find((command) => command.id === id);
    if (!found || !NEEDS_YOU.has(found.status)) return;
    if ((await authorship(people)).owns(found)) await commands.delete(found.seq);
  });
}

/** What a command makes, changes or sets: `comment-<id>`, `support-<proposal>`. */
export function subject({ id, noun, args }) {
  return `${noun}-${args[STATES[noun] ?? noun] ?? id}`;
}

/** The scope that a command begins, if it does: `proposal:<id>`; else "". */
export function begun(command) {
  const { id, noun } = command;
  return SCOPED.includes(noun) && subject(command) === `${noun}-${id}` ? `${noun}:${id}` : "";
}

/** The scopes in which a command's effect may show. */
export function nearby({ args, on_path = "" }) {
  const ids = [args.on, args.project, args.proposal, on_path.split("/")[2]].filter(Boolean);
  return ids.flatMap((id) => SCOPED.map((noun) => `${noun}:${id}`));
}

/** The command as it is kept, in the old one's place if there is one. */
async function put(commands, command, replaces, people) {
  const others = await commands.getAll();
  const same = others.find(({ id }) => id === command.id);
  if (same) return again(same, command);
  const old = replaces && others.find((other) => other.id === replaces);
  if (old && !(await authorship(people)).owns(old)) throw new Error("another_reader");
  if (old && !NEEDS_YOU.has(old.status)) return again(old, command);
  // What waited for a login may have been sent by another phone that took it in as a file.
  const id = old?.status === "needs_login" ? old.id : command.id;
  const record = {
    ...command,
    id,
    // What was built on the old one comes after this one.
    ...(old && { seq: old.seq }),
    on_path: old?.on_path ?? command.on_path,
    on_title: old?.on_title ?? command.on_title,
    depends_on: dependencies(command, old ? others.filter(({ seq }) => seq < old.seq) : others),
    status: "waiting",
    code: "",
    fields: {},
    scopes: [],
    reached: 0,
    settled_at: "",
  };
  await commands.put(record);
  for (const other of old ? others : []) {
    if (other.depends_on.includes(old.id)) {
      await commands.put(redirected(other, old.id, id));
    }
  }
  return record;
}

/** What was sent twice, from two tabs maybe, is one command. */
function again(before, { name, args }) {
  const said = JSON.stringify([name, args]);
  if (JSON.stringify([before.name, before.args]) !== said) throw new Error("conflict");
  return before;
}

/** A command that was built on one that is written anew. It was never carried out. */
function redirected(command, before, after) {
  const renamed = (value) => (value === before ? after : value);
  const args = Object.entries(command.args).map(([name, value]) => [name, renamed(value)]);
  const freed = command.status === "rejected" && command.code === BLOCKED;
  return {
    ...command,
    args: Object.fromEntries(args),
    depends_on: command.depends_on.map(renamed),
    ...(freed && { status: "waiting", code: "" }),
  };
}

/** Earlier commands of this outbox that must have happened for this one to make sense. */
function dependencies(command, before) {
  const named = new Set(Object.values(command.args));
  const isBefore = (other) => {
    if (other.actor !== command.actor) return isWaiting(other) && named.has(other.id);
    const mayHappen = isWaiting(other) || other.status === "needs_login";
    return mayHappen && (named.has(other.id) || subject(other) === subject(command));
  };
  const earlier = before.filter(isBefore);
  return earlier.slice(-MOST_DEPENDENCIES).map((other) => other.id);
}

/** A command after the server's answer about it. */
export function answered(command, result) {
  const status = result.status === "duplicate" ? result.first : result.status;
  const { code = "", fields = {}, scopes = [], version = 0 } = result;
  if (status === "applied" || status === "waitlisted") {
    const outcome = { status: "acknowledged", code: status === "waitlisted" ? status : "" };
    return { ...command, ...outcome, fields: {}, scopes, reached: version };
  }
  if (NEEDS_YOU.has(status)) return { ...command, status, code, fields };
  return { ...command, status: "waiting", code };
}

/**
 * A command that waits for one that will never happen needs its author; what sets a state is sent
 * as if there had been no other.
 */
export function released(command, commands) {
  if (command.code !== BLOCKED || command.status !== "waiting") return command;
  const mayHappen = (id) => {
    const other = commands.find((found) => found.id === id);
    return other && !NEEDS_YOU.has(other.status);
  };
  if (command.depends_on.every(mayHappen)) return command;
  if (!STATES[command.noun]) return { ...command, status: "rejected" };
  return { ...command, depends_on: command.depends_on.filter(mayHappen), code: "" };
}

/** An acknowledged command is settled when all its scopes that are held here have its effect. */
export function settled(command, held, now) {
  if (command.status !== "acknowledged") return command;
  const open = command.scopes.some((scope) => held.has(scope) && held.get(scope) < command.reached);
  return open ? command : { ...command, status: "settled", settled_at: now };
}

/**
 * Commands of which many have to be sent again, in their order: each depends on what it was built
 * on, also where that had arrived long before it was written.
 */
export function linked(commands) {
  return commands.map((command, at) => {
    if (command.status !== "waiting") return command;
    const before = dependencies(command, commands.slice(0, at));
    const depends_on = [...new Set([...command.depends_on, ...before])].slice(-MOST_DEPENDENCIES);
    return { ...command, depends_on };
  });
}

/**
 * What had arrived more than two weeks ago is kept no longer, nor is it offered to a restored
 * server any more where its author has not signed in here since.
 */
export function outdated(commands, now) {
  const oldest = new Date(new Date(now) - KEPT_DAYS * 24 * 3600 * 1000).toISOString();
  const kept = ({ status }) => status === "settled" || status === "needs_login";
  return commands.filter((one) => kept(one) && one.settled_at && one.settled_at < oldest);
}
