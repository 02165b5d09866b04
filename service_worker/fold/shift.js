/** Commands on shifts, as `app/commands/shifts.py` carries them out. */

import { folded } from "../text.js";
import { clean, count } from "./contribution.js";
import { mark } from "./mark.js";

/** A new shift stands with its project, all places free; a refused one in the outbox alone. */
export function offer_shift(view, command) {
  const { project } = command.args;
  const scope = `project:${project}`;
  const key = `shift:${command.id}`;
  if (mark(command).sync === "rejected" || view.get(scope, key)) return;
  if (!isLed(view, scope, command)) return;
  const body = { ...offered(command), ...mark(command) };
  const { neighbourhood } = view.get(scope, scope);
  view.put(scope, key, body);
  view.put("public", key, card({ ...body, neighbourhood }));
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

/**
 * Lay what `change(shift, scope)` gives over the copies of a shift that the author may change; what
 * was refused shows with its project alone.
 */
function alter(view, command, change) {
  const key = `shift:${command.args.shift}`;
  const copies = view.find(key);
  const [scope, shift] = copies.find(([where]) => isLed(view, where, command)) ?? [];
  if (!shift) return;
  if (mark(command).sync === "rejected") {
    view.put(scope, key, { ...shift, ...mark(command) });
    return;
  }
  const changed = change(shift, scope);
  if (!changed) return;
  for (const [where, copy] of copies) {
    const body = { ...copy, ...changed, ...mark(command) };
    view.put(where, key, where === "public" ? card(body) : body);
  }
}

/** What lists show of a shift, and find it by. */
function card({ revision: _, ...body }) {
  const free = body.capacity - body.taken;
  const search = folded(`${body.title} ${body.place}`);
  return { ...body, free, full: free ? "" : "full", search };
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
