/** What a phone lets go of when its storage is short: details that were not opened for long. */

import { begun, isOpen, nearby } from "./outbox.js";

const SHORT = 0.8;
const PORTION = 0.25;
const PLACE = "neighbourhood";

/** Whether little is left of what the browser gives; `storage` is navigator.storage. */
export async function isShort(storage) {
  const { usage = 0, quota = 0 } = (await storage?.estimate?.()) ?? {};
  return quota > 0 && usage / quota > SHORT;
}

/** Remove these scopes; they are read anew when somebody opens them. */
export function letGo(db, scopes) {
  return db.transaction(["cursors", "documents"], "readwrite", async (stores) => {
    for (const scope of scopes) {
      await stores.documents.delete(scope);
      await stores.cursors.delete(scope);
    }
  });
}

/**
 * A part of the details that may go, those first that were not opened for longest.
 *
 * What is followed, what belongs to a followed neighbourhood, and what a command on its way is
 * about stays; so do `public` and what is the reader's own.
 */
export function dispensable({ cursors, cards, commands, followed }) {
  const near = (command) => [...around(command), ofShift(command, cards)];
  const kept = new Set([...followed, ...commands.filter(isOpen).flatMap(near)]);
  const places = followed.map((scope) => scope.split(":")).filter(([kind]) => kind === PLACE);
  const ids = new Set(places.map(([, id]) => id));
  const mayGo = ({ scope, held }) =>
    held && isDetail(scope) && !kept.has(scope) && !ids.has(cards?.[scope]?.neighbourhood);
  const order = ({ scope, used }) => `${used} ${cards?.[scope]?.activity ?? ""}`;
  const found = cursors.filter(mayGo).sort((a, b) => (order(a) < order(b) ? -1 : 1));
  return found.slice(0, Math.ceil(found.length * PORTION)).map(({ scope }) => scope);
}

/** One thing's own; `public`, `town` and `map` are there once and for everyone. */
function isDetail(scope) {
  return scope.includes(":") && !scope.startsWith("me:");
}

function around(command) {
  return [...nearby(command), ...command.scopes, begun(command)];
}

/** Whoever signs up from a list names the shift alone; it stands on its project's page. */
function ofShift({ args }, cards) {
  return `project:${cards?.[`shift:${args.shift}`]?.project}`;
}
