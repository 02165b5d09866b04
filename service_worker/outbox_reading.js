/** The Outbox read: commands as the outbox page shows them. */

import { isOpen, isWaiting, NEEDS_YOU } from "./outbox.js";

/** What waits, what needs its author, and what was sent lately (newest first). */
export function readOutbox(view, commands) {
  const shown = (which) => commands.filter(which).map((command) => item(view, command));
  return {
    waiting: shown(isWaiting),
    needs_you: shown((command) => NEEDS_YOU.has(command.status)),
    sent: shown((command) => !isOpen(command)).reverse(),
  };
}

function item(view, command) {
  const { id, name, noun, status, code, fields, args } = command;
  const on = thing(view, Object.values(args));
  return {
    id,
    name,
    noun,
    status,
    code,
    fields,
    args,
    current: current(view, command),
    on_path: on ? `/${on.kind}s/${on.id}` : command.on_path,
    on_title: on ? on.title : command.on_title,
    written: command.client_time,
    template: `${noun}/outbox.html`,
  };
}

/** The document that a command wants to change, as it stands now; false where it makes one. */
function current(view, { noun, args }) {
  const [copy] = args[noun] ? view.find(`${noun}:${args[noun]}`) : [];
  return copy ? copy[1] : false;
}

function thing(view, ids) {
  for (const kind of ["project", "proposal", "neighbourhood"]) {
    for (const id of ids) {
      const card = view.get("public", `${kind}:${id}`);
      if (card) return { kind, id, title: card.title ?? card.name };
    }
  }
  return null;
}
