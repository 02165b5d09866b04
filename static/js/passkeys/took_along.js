/** A guest of this device is part of an account from now on. */

/** So whoever writes here next without signing in is somebody else. */
export function tookAlong(db, guest) {
  return db.transaction(["settings", "identities"], "readwrite", async (stores) => {
    const identity = await stores.identities.get(guest);
    const account = (await stores.settings.get("me"))?.value;
    if (identity) await stores.identities.put({ ...identity, closed: true, account });
  });
}
