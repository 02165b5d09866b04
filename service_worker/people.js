/** Who the server says we are, and who has written for whom. */

import { authorship } from "./authors.js";
import { forgetOthers } from "./personal.js";
import { nextTurn } from "./turn.js";

/** What says nothing about whose a command is. */
const UNDECIDED = new Set(["needs_login", "retry", "blocked"]);

/**
 * Keep what an answer says of people, within a transaction. `lent`: another guest of this device
 * had asked.
 *
 * Gives `{session, mayBecome(command), maySend(command), mayBeTaken}`: the session as it counts here,
 * whether this device can write as a command's author, whether that can be sent, and whether guests
 * may have been taken along into who is signed in.
 */
export async function people(stores, { head, results, lent }) {
  const { settings, identities, documents } = stores;
  const { actor } = head;
  const { me, guest } = await authorship(stores);
  // An account whose session is over, and that nobody here is, leaves the device to its guests.
  const session = head.session === "expired" && guest ? "none" : head.session;
  await settings.put({ name: "session", value: { session, actor } });
  if (session === "active") {
    await settings.put({ name: "me", value: actor });
    const areGuests = guest && (await bodyOf(documents, actor))?.guest;
    if (me && me !== actor && !areGuests) await nextTurn(settings);
    await forgetOthers(stores, actor);
    await closeAccount(stores, actor);
    if (!lent) await takeAlong(stores, results, actor);
  } else if (session === "none" && me && !(await identities.get(me))) {
    const refused = results.some(({ status }) => status === "needs_login");
    // A guest whose session is lost and whose secret was never here does not come back.
    if (refused && (await bodyOf(documents, me))?.guest) {
      await settings.delete("me");
      await forgetOthers(stores, "");
    }
  }
  const open = (await identities.getAll()).filter(({ closed }) => !closed);
  const isOpen = (id) => open.some((identity) => identity.actor === id);
  const isFree = session === "none" || (session === "active" && isOpen(actor));
  const mayBecome = (command) => isFree && isOpen(command.actor);
  const isTheirs = (command) => session === "active" && command.actor === actor;
  return {
    session,
    mayBecome,
    maySend: (command) => isTheirs(command) || mayBecome(command),
    mayBeTaken: session === "active" && !isOpen(actor),
  };
}

/** The secret of a guest who has become an account opens nothing. */
async function closeAccount({ identities, documents }, actor) {
  const identity = await identities.get(actor);
  if (!identity || identity.closed || (await bodyOf(documents, actor))?.guest !== false) return;
  await identities.put({ ...identity, closed: true });
}

/** Where the server carries out what another has written, it has taken that guest along. */
async function takeAlong({ identities, commands }, results, account) {
  const decided = results.filter(({ status, unread }) => !unread && !UNDECIDED.has(status));
  const ids = new Set(decided.map(({ id }) => id));
  const all = ids.size ? await commands.getAll() : [];
  const authors = all.filter(({ id }) => ids.has(id)).map(({ actor }) => actor);
  for (const actor of new Set(authors)) {
    if (actor === account) continue;
    const identity = (await identities.get(actor)) ?? { actor, secret: "" };
    await identities.put({ ...identity, closed: true, account });
  }
}

async function bodyOf(documents, actor) {
  return (await documents.get(`me:${actor}`))?.docs[`me:${actor}`];
}
