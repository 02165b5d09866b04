/** Sign-ups for shifts, as `app/commands/sign_ups.py` carries them out. */

import { mark } from "./mark.js";

/** Noted here; whether there is a place, and which, only the server knows. */
export function sign_up(view, command) {
  const { mine, key, shift } = places(view, command);
  if (!shift || shift.cancelled || view.get(mine, key)) return;
  if (mark(command).sync === "rejected") return;
  const { id, project, title, place, starts, ends, cancelled } = shift;
  const body = { id, project, title, place, starts, ends, cancelled, waiting: 0 };
  view.put(mine, key, { ...body, ...mark(command) });
}

/** The place is given back. */
export function withdraw_sign_up(view, command) {
  const { mine, key } = places(view, command);
  if (view.get(mine, key) && mark(command).sync !== "rejected") view.del(mine, key);
}

function places(view, command) {
  const { shift } = command.args;
  const [copy] = view.find(`shift:${shift}`);
  return { mine: `me:${command.actor}`, key: `sign_up:${shift}`, shift: copy?.[1] };
}
