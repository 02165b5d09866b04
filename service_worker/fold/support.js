/** Supports, as `app/commands/supports.py` carries them out. */

import { count } from "./contribution.js";
import { mark } from "./mark.js";

/** My support stands in my own scope and counts on every card of the proposal. */
export function support(view, command) {
  const { mine, key, proposal } = places(command);
  const [copy] = view.find(proposal);
  if (!copy || copy[1].state === "withdrawn" || copy[1].hidden || view.get(mine, key)) return;
  if (mark(command).sync === "rejected") return;
  const id = command.args.proposal;
  view.put(mine, key, { id, proposal: id, ...mark(command) });
  count(view, proposal, "supports", 1);
}

/** Taken back, it is gone from both. */
export function withdraw_support(view, command) {
  const { mine, key, proposal } = places(command);
  if (!view.get(mine, key) || mark(command).sync === "rejected") return;
  view.del(mine, key);
  count(view, proposal, "supports", -1);
}

function places({ actor, args: { proposal } }) {
  return { mine: `me:${actor}`, key: `support:${proposal}`, proposal: `proposal:${proposal}` };
}
