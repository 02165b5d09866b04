/** What this device still has to send. Pages write here, the worker sends and settles. */

const KEPT_DAYS = 14;
const KEPT = 100;
const MOST_DEPENDENCIES = 50;

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
 * Commit a command: `{id, name, noun, version, args, actor, client_time, on_path, on_title}`.
 *
 * `replaces` names a command that this one takes the place of; both happen or neither.
 */
export function add(db, command, replaces = "") {
  return db.transaction(["commands"], "readwrite", async ({ commands }) => {
    const others = await commands.getAll();
    const old = replaces && others.find((other) => other.id === replaces);
    if (old) await commands.delete(old.seq);
    const record = {
      ...command,
      on_path: old?.on_path ?? command.on_path,
      on_title: old?.on_title ?? command.on_title,
      depends_on: dependencies(command, others),
      status: "waiting",
      code: "",
      fields: {},
      scopes: [],
      reached: 0,
      settled_at: "",
    };
    await commands.add(record);
    return record;
  });
}

/** Remove a command for good, because its author said so. */
export function discard(db, id) {
  return db.transaction(["commands"], "readwrite", async ({ commands }) => {
    const found = (await commands.getAll()).find((command) => command.id === id);
    if (found) await commands.delete(found.seq);
  });
}

/** What a command is about: the thing that it makes or changes. */
export function subject(command) {
  return command.args[command.noun] ?? command.id;
}

/** Earlier commands of this outbox that must have happened for this one to make sense. */
function dependencies(command, others) {
  const named = new Set([subject(command), ...Object.values(command.args)]);
  const earlier = others.filter(
    (other) => isWaiting(other) && (named.has(other.id) || subject(other) === subject(command)),
  );
  return earlier.slice(-MOST_DEPENDENCIES).map((other) => other.id);
}

/** A command after the server's answer about it. */
export function answered(command, result) {
  const status = result.status === "duplicate" ? result.first : result.status;
  const { code = "", fields = {}, scopes = [], version = 0 } = result;
  if (status === "applied" || status === "waitlisted") {
    return { ...command, status: "acknowledged", code: "", fields: {}, scopes, reached: version };
  }
  if (NEEDS_YOU.has(status)) return { ...command, status, code, fields };
  return { ...command, status: "waiting", code };
}

/** A command that waits for one that will never happen needs its author. */
export function released(command, commands) {
  if (command.code !== "waits_for_another" || command.status !== "waiting") return command;
  const coming = commands.some(
    (other) => command.depends_on.includes(other.id) && isWaiting(other),
  );
  return coming ? command : { ...command, status: "rejected" };
}

/** An acknowledged command is settled when all its scopes that are held here have its effect. */
export function settled(command, held, now) {
  if (command.status !== "acknowledged") return command;
  const open = command.scopes.some((scope) => held.has(scope) && held.get(scope) < command.reached);
  return open ? command : { ...command, status: "settled", settled_at: now };
}

/** Settled commands that are kept no longer as "sent". */
export function outdated(commands, now) {
  const oldest = new Date(new Date(now) - KEPT_DAYS * 24 * 3600 * 1000).toISOString();
  const done = commands.filter((command) => !isOpen(command)).sort((a, b) => b.seq - a.seq);
  return done.filter((command, at) => at >= KEPT || command.settled_at < oldest);
}
