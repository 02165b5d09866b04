/** Reports, as `app/commands/reports.py` carries them out. */

import { mark } from "./mark.js";

const REPORTABLE = ["project", "proposal", "comment"];

/** That I reported something stands in my own scope; what I wrote is for moderation. */
export function report(view, command) {
  const { on, reason } = command.args;
  const noun = REPORTABLE.find((name) => view.find(`${name}:${on}`).length > 0);
  if (!noun || mark(command).sync === "rejected") return;
  const copies = view.find(`${noun}:${on}`).map(([, body]) => body);
  if (copies.some((body) => body.hidden || body.author === command.actor)) return;
  const id = `${noun}:${on}`;
  const mine = `me:${command.actor}`;
  if (view.get(mine, `report:${id}`)?.reason === reason) return;
  view.put(mine, `report:${id}`, { id, reason, ...mark(command) });
}
