/** Somebody has signed in on this device: from now on it is theirs. */

import { forgetOthers } from "./personal.js";
import { withRoom } from "./room.js";
import { nextTurn } from "./turn.js";

const STORES = ["settings", "identities", "commands", "drafts", "cursors", "documents"];

/** Make `actor` the reader and writer here. A session that was to be ended has been replaced. */
export function signIn(db, actor) {
  const take = (stores) => begin(stores, actor);
  return withRoom(db, () => db.transaction(STORES, "readwrite", take));
}

async function begin(stores, actor) {
  const { settings, identities, drafts } = stores;
  await nextTurn(settings);
  await settings.put({ name: "me", value: actor });
  await settings.put({ name: "session", value: { session: "active", actor } });
  for (const name of ["signing_out", "visiting"]) await settings.delete(name);
  await forgetOthers(stores, actor);
  await wake(stores, actor);
  const guest = await identities.get(actor);
  if (!guest || guest.closed) return;
  // A guest has become an account: the secret opens nothing any more, what they began is theirs.
  await identities.put({ ...guest, closed: true });
  for (const draft of await drafts.getAll()) {
    if (draft.actor === "") await rename(drafts, draft, actor);
  }
}

/** What waited for this login goes out. */
async function wake({ commands }, author) {
  for (const command of await commands.getAll()) {
    const isTheirs = command.actor === author && command.status === "needs_login";
    if (isTheirs) await commands.put({ ...command, status: "waiting" });
  }
}

async function rename(drafts, draft, actor) {
  const key = `${actor} ${draft.form}`;
  await drafts.delete(draft.key);
  if (!(await drafts.get(key))) await drafts.put({ ...draft, key, actor });
}
