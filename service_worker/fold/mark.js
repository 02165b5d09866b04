/** What marks a folded document. */

import { NEEDS_YOU } from "../outbox.js";

/** Its state, and the command that it comes from. */
export function mark(command) {
  if (NEEDS_YOU.has(command.status)) {
    return { sync: "rejected", command: command.id, code: command.code };
  }
  return { sync: "pending", command: command.id };
}
