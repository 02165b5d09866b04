/** Asks the browser to keep what is stored here, once there is something of one's own to lose. */

const ASKED = "asked_to_keep";

/** Ask, unless this device has been asked before; its answer is on the page "Auf diesem Gerät". */
export async function askToKeep(db, storage = navigator.storage) {
  if (!storage?.persist) return;
  // Looked at first without a lock, which the page that is rendered meanwhile would wait for.
  const asked = await db.transaction(["settings"], "readonly", ({ settings }) => settings.get(ASKED));
  if (asked) return;
  await db.transaction(["settings"], "readwrite", ({ settings }) =>
    settings.put({ name: ASKED, value: true }),
  );
  await storage.persist();
}
