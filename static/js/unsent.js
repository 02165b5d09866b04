/** How much waits on this device, for whoever asks. */

import { authorship, parted, PEOPLE } from "../../service_worker/authors.js";
import { isOpen } from "../../service_worker/outbox.js";

/**
 * What the server has not carried out yet: `{own, others}`, the reader's number and all others'; or
 * what else of the commands `counts`.
 */
export async function unsent(db, counts = isUnsent) {
  try {
    return await db.transaction(["commands", ...PEOPLE], "readonly", async (stores) => {
      const commands = (await stores.commands.getAll()).filter(counts);
      const { own, others } = parted(commands, await authorship(stores));
      return { own: own.length, others: others.length };
    });
  } catch {
    // Where there is no outbox, nothing waits in it.
    return { own: 0, others: 0 };
  }
}

function isUnsent(command) {
  return isOpen(command) && command.status !== "acknowledged";
}
