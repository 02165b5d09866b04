/** Which scopes a phone asks for, the most important first. */

import { begun, isWaiting } from "./outbox.js";

const MOST_CARDS = 24;
const MOST_NEIGHBOURHOODS = 60;
/** So many details are asked for before the rest of `public`, and fit into one request with it. */
const BEFORE_THE_REST = 150;

/**
 * `cursors`: what is held or was opened; `cards`: the documents of `public`, or null;
 * `followed`: what the reader follows; `commands`: the outbox; `thrifty`: nothing is fetched
 * ahead; `full`: all that is held is asked for, also what nobody opened and no changed card
 * speaks of; `partial`: of `public` only the beginning is here, and its rest can wait.
 */
export function wanted({ cursors, cards, me, followed, commands, thrifty, full, partial }) {
  const held = new Set(cursors.filter((record) => record.held).map((record) => record.scope));
  const acknowledged = commands.filter(({ status }) => status === "acknowledged");
  const expected = acknowledged.flatMap(({ scopes }) => scopes.filter((scope) => held.has(scope)));
  const made = commands.filter(isWaiting).map(begun).filter(Boolean);
  const opened = cursors
    .filter(({ scope, used, stale }) => !scope.startsWith("me:") && (full || used || stale))
    .sort((a, b) => (a.used < b.used ? 1 : -1))
    .map(({ scope }) => scope);
  const ahead = missing({ cursors, cards, thrifty });
  const mine = me ? [`me:${me}`, ...followed] : [];
  const all = new Set([...mine, "town", "map", ...expected, ...made, ...opened, ...ahead]);
  all.delete("public");
  const details = [...all];
  const first = partial ? details.splice(0, BEFORE_THE_REST) : [];
  return [...first, "public", ...details];
}

/** Details that are to be fetched ahead and are not held yet. */
export function missing({ cursors, cards, thrifty }) {
  const held = new Set(cursors.filter((record) => record.held).map((record) => record.scope));
  return cards && !thrifty ? fetchedAhead(cards).filter((scope) => !held.has(scope)) : [];
}

/** What is likely to be opened when there is no network. */
function fetchedAhead(cards) {
  const neighbourhoods = named(cards, "neighbourhood").map(([key]) => key);
  return [
    ...liveliest(cards, "project"),
    ...neighbourhoods.slice(0, MOST_NEIGHBOURHOODS),
    ...liveliest(cards, "proposal"),
  ];
}

function liveliest(cards, kind) {
  const sorted = named(cards, kind).sort(byActivity);
  return sorted.slice(0, MOST_CARDS).map(([key]) => key);
}

/** The order of the lists, so that what stands on their first page is there. */
function byActivity([key, { activity }], [otherKey, other]) {
  if (activity !== other.activity) return activity < other.activity ? 1 : -1;
  return key < otherKey ? -1 : 1;
}

function named(cards, kind) {
  return Object.entries(cards).filter(([key]) => key.startsWith(`${kind}:`));
}
