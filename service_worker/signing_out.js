/** Signing out, also without a network: this device forgets at once, the session ends later. */

import { forgetOthers } from "./personal.js";
import { withRoom } from "./room.js";
import { nextTurn } from "./turn.js";
import { NoAnswer } from "./wire.js";

const LEAVING = "signing_out";

/**
 * Nobody is signed in here any more. What they wrote stays in the outbox and waits for them, as do
 * their drafts.
 */
export function signOut(db) {
  return withRoom(db, () => forget(db));
}

function forget(db) {
  return db.transaction(["settings", "cursors", "documents"], "readwrite", async (stores) => {
    const { settings } = stores;
    await forgetOthers(stores, "");
    for (const name of ["me", "session", "visiting"]) await settings.delete(name);
    await settings.put({ name: LEAVING, value: await nextTurn(settings) });
  });
}

/** Whether somebody has signed out here and the server does not know yet. */
export async function isLeaving(db) {
  return Boolean(await leaving(db));
}

/**
 * Tell the server, before anything else is asked: the cookie, which scripts cannot reach, is still
 * that of whoever left. Raises NoAnswer.
 */
export async function endSession(db, post) {
  const left = await leaving(db);
  if (!left) return;
  const { status } = await post("/session/end", {});
  if (status !== 200) throw new NoAnswer(`status ${status}`);
  await db.transaction(["settings"], "readwrite", async ({ settings }) => {
    if ((await settings.get(LEAVING))?.value === left.value) await settings.delete(LEAVING);
  });
}

function leaving(db) {
  return db.transaction(["settings"], "readonly", ({ settings }) => settings.get(LEAVING));
}
