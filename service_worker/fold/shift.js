/** Commands on shifts, as `app/commands/shifts.py` carries them out. */

import { clean, count } from "./contribution.js";
import { mark } from "./mark.js";

/** A new shift stands with its project, all places free; a refused one in the outbox alone. */
export function offer_shift(view, command) {
  const { project } = command.args;
  const scope = `project:${project}`;
  const key = `shift:${command.id}`;
  if (mark(command).sync === "rejected" || view.get(scope, key)) return;
  if (!isLed(view, scope, command)) return;
  view.put(scope, key, { ...offered(command), ...mark(command) });
  count(view, scope, "shifts", 1);
}

/** A change shows at once, unless the shift has moved on. */
export function change_shift(view, command) {
  const capacity = Number(command.args.capacity);
  const revision = Number(command.args.revision);
  alter(view, command, (shift) => {
    const refused = shift.cancelled || shift.revision !== revision || capacity < shift.taken;
    if (refused) return false;
    const words = what(command);
    for (const [scope, key, body] of signUps(view, shift)) {
      const waiting = Math.max(0, body.waiting - (capacity - shift.capacity));
      view.put(scope, key, { ...body, ...words, waiting });
    }
    return { ...words, ...shared(shift.taken + shift.waiting, capacity), revision: revision + 1 };
  });
}

/** A cancelled shift stays, with the reason. */
export function cancel_shift(view, command) {
  alter(view, command, (shift, scope) => {
    if (shift.cancelled) return false;
    const cancelled = clean(command.args.reason);
    for (const [where, key, body] of signUps(view, shift)) {
      view.put(where, key, { ...body, cancelled });
    }
    count(view, scope, "shifts", -1);
    return { cancelled };
  });
}

/** Lay what `change(shift, scope)` gives over a shift that the author may change. */
function alter(view, command, change) {
  const key = `shift:${command.args.shift}`;
  for (const [scope, shift] of view.find(key)) {
    if (!isLed(view, scope, command)) continue;
    const changed = mark(command).sync === "rejected" ? {} : change(shift, scope);
    if (changed) view.put(scope, key, { ...shift, ...changed, ...mark(command) });
  }
}

function isLed(view, scope, command) {
  return view.get(scope, scope)?.author === command.actor;
}

function offered(command) {
  return {
    id: command.id,
    project: command.args.project,
    ...what(command),
    cancelled: "",
    ...shared(0, Number(command.args.capacity)),
    revision: 0,
  };
}

function what({ args: { title, place, starts, ends } }) {
  return { title: clean(title), place: clean(place), starts, ends };
}

/** How many of those who signed up have a place. */
function shared(total, capacity) {
  const taken = Math.min(total, capacity);
  return { capacity, taken, waiting: total - taken };
}

function signUps(view, { id }) {
  const key = `sign_up:${id}`;
  return view.find(key).map(([scope, body]) => [scope, key, body]);
}
