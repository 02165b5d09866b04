/** One pull with all its pages, and the results of its push, become true in one transaction. */

import { authorship } from "./authors.js";
import { distrust, keep } from "./keeping.js";
import { answered, linked, outdated, released, settled } from "./outbox.js";
import { people } from "./people.js";
import { NEVER_PULLED } from "./replica.js";
import { turnOf } from "./turn.js";
import { NoAnswer } from "./wire.js";

const ALL = ["cursors", "documents", "state", "commands", "settings", "identities"];
const NOTHING = { changed: [], anew: [], found: 0 };

/**
 * `staging`: the collected pages; `results`: answers to commands; `complete`: whether all scopes
 * of this phone were asked for; `reported`: how many differing scopes the server was told of;
 * `fits`: false leaves the pages out, since storage is full; `turn`: whose turn it was when this
 * was asked; `lent`: who asked was another guest, for a moment.
 *
 * Returns `{scopes, outcomes, session, anew, restored}`: the scopes that changed here, the reader's
 * commands that were decided, what kind of session there is, the scopes to be read from their
 * beginning, and whether a backup was restored. Raises NoAnswer where somebody has signed in or
 * out since.
 */
export function promote(db, asked) {
  const { turn, staging, results, schema, now, complete, fits = true, lent = false } = asked;
  return db.transaction(ALL, "readwrite", async (stores) => {
    if ((await turnOf(stores.settings)) !== turn) throw new NoAnswer("asked by somebody else");
    const before = (await stores.state.get("replica")) ?? NEVER_PULLED;
    const understood = staging.head.schema === schema && !lent;
    const known = fits && understood;
    const restored = understood && isRestored(before, staging.head);
    if (restored) await distrust(stores);
    const kept = known ? await keep(stores, staging, { thorough: complete }) : NOTHING;
    const ended = !lent && (await hasEnded(stores, staging.head));
    const { session, ...writers } = await people(stores, { head: staging.head, results, lent });
    const isAnother = (await turnOf(stores.settings)) !== turn;
    const offered = kept.changed.includes(`me:${staging.head.actor}`);
    const decided = await decide(stores, { results, restored, now, offered, ...writers });
    const outcomes = decided.filter((await authorship(stores)).owns).map(said);
    await stores.state.put(stateAfter(before, asked, { known, restored, found: kept.found }));
    const others = [...(decided.length ? ["outbox"] : []), ...(ended || isAnother ? ["me:"] : [])];
    const { changed, anew } = kept;
    return { scopes: [...changed, ...others], outcomes, session, anew, restored };
  });
}

function stateAfter(before, asked, { known, restored, found }) {
  const { staging, schema, now, complete, reported = 0 } = asked;
  const { epoch, as_of } = staging.head;
  const full_at = complete ? now : before.full_at;
  return {
    ...before,
    differing: Math.max(0, before.differing - reported) + found,
    ...((known || restored) && { epoch, as_of }),
    ...(known && { schema, pulled_at: now, full_at }),
  };
}

/** Whether the server has forgotten what this phone had read: a backup was restored. */
function isRestored(before, { epoch, as_of }) {
  return Boolean(before.epoch) && (before.epoch !== epoch || as_of < before.as_of);
}

/** Whether who was signed in is not any more: pages say so, though no document has changed. */
async function hasEnded({ settings }, { session }) {
  const before = (await settings.get("session"))?.value;
  return before?.session === "active" && session !== "active";
}

/** Gives the commands that have come to something. */
async function decide({ commands, cursors }, { results, now, ...circumstances }) {
  const answers = new Map(results.map((result) => [result.id, result]));
  const held = new Map();
  for (const { scope, version, held: is } of await cursors.getAll()) {
    if (is) held.set(scope, version);
  }
  const before = await commands.getAll();
  const each = before.map((command) => hear(command, answers.get(command.id), circumstances));
  const heard = circumstances.restored ? linked(each) : each;
  const after = heard.map((command) => settled(released(command, heard), held, now));
  const outcomes = after.filter((command, at) => command.status !== before[at].status);
  for (const command of after) {
    if (command !== before.find(({ seq }) => seq === command.seq)) await commands.put(command);
  }
  for (const { seq } of outdated(after, now)) await commands.delete(seq);
  return outcomes;
}

function said({ id, name, noun, status, code }) {
  return { id, name, noun, status, code };
}

function hear(command, result, { restored, offered, mayBecome, maySend, mayBeTaken }) {
  if (result?.status === "needs_login" && mayBecome(command)) return { ...command, status: "waiting" };
  if (result) return answered(command, result);
  // What changed for an account may be that a guest was taken along: once more, the server decides.
  const isOffered = maySend(command) || (offered && mayBeTaken);
  if (isOffered && command.status === "needs_login") return { ...command, status: "waiting" };
  // The server may have forgotten what it had carried out: sending again changes nothing else.
  const mayBeForgotten = ["acknowledged", "settled"].includes(command.status);
  if (restored && mayBeForgotten) return { ...command, status: "waiting", code: "" };
  return command;
}
