/** Which scopes a phone asks for, the most important first. */

import { begun, isWaiting } from "./outbox.js";

const MOVING = ["project", "proposal"];
const MOST_CARDS = 24;
/** A town with more that moves begins with details of what moved last. */
const SMALL_TOWN = 30;
const FIRST_CARDS = 6;
/** A tablet stands still, has room, and remembers nothing of what was opened. */
const MOST_ON_A_TABLET = 60;
const TOWN = "town";
const MOST_NEIGHBOURHOODS = 60;
/** So many details are asked for before the rest of `public`, and fit into one request with it. */
const BEFORE_THE_REST = 150;

/**
 * `cursors`: what is held or was opened; `cards`: the documents of `public`, or null;
 * `followed`: what the reader follows; `commands`: the outbox; `thrifty`: nothing is fetched
 * ahead; `beginning`: a phone begins, and what a large town has more can wait; `full`: all that is
 * held is asked for, also what nobody opened and no changed card speaks of; `partial`: of `public`
 * only the beginning is here, and its rest can wait; `kiosk`: what a tablet in public is about, as in
 * kiosk.js, else null.
 */
export function wanted(plan) {
  const { cursors, me, followed, commands, full, partial } = plan;
  const held = new Set(cursors.filter((record) => record.held).map((record) => record.scope));
  const acknowledged = commands.filter(({ status }) => status === "acknowledged");
  const expected = acknowledged.flatMap(({ scopes }) => scopes.filter((scope) => held.has(scope)));
  const made = commands.filter(isWaiting).map(begun).filter(Boolean);
  const opened = cursors
    .filter(({ scope, used, stale }) => !scope.startsWith("me:") && (full || used || stale))
    .sort((a, b) => (a.used < b.used ? 1 : -1))
    .map(({ scope }) => scope);
  const ahead = missing(plan);
  const mine = me ? [`me:${me}`, ...followed] : [];
  const all = new Set([...mine, "town", "map", ...expected, ...made, ...opened, ...ahead]);
  all.delete("public");
  const details = [...all];
  const early = partial ? details.splice(0, BEFORE_THE_REST) : [];
  return [...early, "public", ...details];
}

/** Details that are to be fetched ahead and are not held yet. */
export function missing({ cursors, cards, thrifty, beginning, partial, kiosk = null }) {
  if (!cards || (thrifty && !kiosk)) return [];
  const held = new Set(cursors.filter((record) => record.held).map((record) => record.scope));
  const isLarge = partial || MOVING.flatMap((kind) => named(cards, kind)).length > SMALL_TOWN;
  const ahead = beginning && isLarge ? movedLast(cards, FIRST_CARDS) : fetchedAhead(cards, kiosk);
  return ahead.filter((scope) => !held.has(scope));
}

/** What is likely to be opened when there is no network. */
function fetchedAhead(cards, kiosk) {
  const neighbourhoods = named(cards, "neighbourhood").map(([key]) => key);
  const first = kiosk
    ? movedLast(cards, MOST_ON_A_TABLET, isShown(kiosk))
    : movedLast(cards, MOST_CARDS);
  return [...first, ...neighbourhoods.slice(0, MOST_NEIGHBOURHOODS)];
}

/** What a tablet is about: some neighbourhoods and what belongs to the whole town, or all. */
function isShown(shows) {
  const places = new Set([...shows, TOWN]);
  return ({ neighbourhood }) => shows.length === 0 || places.has(neighbourhood);
}

/** What stands first in the lists, as many of each. */
function movedLast(cards, most, isMeant = () => true) {
  const found = MOVING.map((kind) =>
    named(cards, kind)
      .filter(([, card]) => isMeant(card))
      .sort(byActivity)
      .slice(0, most),
  );
  return found.flat().map(([key]) => key);
}

/** The order of the lists, so that what stands on their first page is there. */
function byActivity([key, { activity }], [otherKey, other]) {
  if (activity !== other.activity) return activity < other.activity ? 1 : -1;
  return key < otherKey ? -1 : 1;
}

function named(cards, kind) {
  return Object.entries(cards).filter(([key]) => key.startsWith(`${kind}:`));
}
