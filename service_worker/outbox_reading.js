/** The Outbox read: commands as the outbox page shows them. */

import { isOpen, isWaiting, NEEDS_YOU } from "./outbox.js";

/** More have arrived lately than anybody wants to read. */
const MOST_SENT = 100;

/** What a command is about, where that is not its own noun. */
const ABOUT = { sign_up: "shift" };

/**
 * What waits, what needs its author, and what was sent lately (newest first), all of it the
 * reader's own; `others`: how much of somebody else's waits, and since when.
 */
export function readOutbox(view, commands, others) {
  const shown = (some) => some.map((command) => item(view, command));
  const sent = commands.filter((command) => !isOpen(command));
  return {
    waiting: shown(commands.filter(isWaiting)),
    needs_you: shown(commands.filter((command) => NEEDS_YOU.has(command.status))),
    sent: shown(sent.slice(-MOST_SENT).reverse()),
    others,
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

/** What a command is about, as it stands now; false where it makes it or that is not here. */
function current(view, command) {
  const noun = ABOUT[command.noun] ?? command.noun;
  const id = command.args[noun];
  const copies = id ? view.find(`${noun}:${id}`) : [];
  // Cards are not the whole: they say nothing of revisions.
  return copies.map(([, body]) => body).find((body) => "revision" in body) ?? false;
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
