/** Asks the browser to keep what is stored here, once there is something of one's own to lose. */

const ASKED = "asked_to_keep";

/** Ask, unless this device has been asked before; its answer is on the page "Auf diesem Gerät". */
export async function askToKeep(db, storage = navigator.storage) {
  if (!storage?.persist) return;
  const first = await db.transaction(["settings"], "readwrite", async ({ settings }) => {
    if (await settings.get(ASKED)) return false;
    await settings.put({ name: ASKED, value: true });
    return true;
  });
  if (first) await storage.persist();
}
