/** Commands on comments, as `app/commands/comments.py` carries them out. */

import { clean, count, dismiss, introduce, written } from "./contribution.js";
import { strip } from "../text.js";
import { mark } from "./mark.js";

const COMMENTABLE = ["project", "proposal"];

/** A new comment stands in its thread and counts on every card of its thing. */
export function comment(view, command, me) {
  const { on } = command.args;
  const key = `comment:${command.id}`;
  const scope = COMMENTABLE.map((noun) => `${noun}:${on}`).find((name) => view.get(name, name));
  if (scope && (view.get(scope, key) || view.get(scope, scope).hidden)) return;
  const isRefused = mark(command).sync === "rejected";
  if (scope) {
    const language = strip(command.args.language ?? "");
    const body = { id: command.id, on, ...written(command), language, edited: "", revision: 0 };
    view.put(scope, key, { ...body, ...mark(command), ...(isRefused && { uncounted: true }) });
    introduce(view, scope, command.actor, me);
  }
  if (!isRefused) counted(view, on, 1);
}

/** An edit shows the new text, unless the comment has moved on. */
export function edit_comment(view, command) {
  const revision = Number(command.args.revision);
  for (const [scope, body] of own(view, command)) {
    if (mark(command).sync === "rejected") {
      view.put(scope, `comment:${body.id}`, { ...body, ...mark(command) });
    } else if (body.revision === revision) {
      const { args } = command;
      const changed = {
        text: clean(args.body),
        html: "",
        revision: revision + 1,
        language: strip(args.language ?? body.language ?? ""),
      };
      view.put(scope, `comment:${body.id}`, { ...body, ...changed, ...mark(command) });
    }
  }
}

/** A deleted comment is gone at once. */
export function delete_comment(view, command) {
  for (const [scope, body] of own(view, command)) {
    if (mark(command).sync === "rejected") {
      view.put(scope, `comment:${body.id}`, { ...body, ...mark(command) });
    } else {
      view.del(scope, `comment:${body.id}`);
      dismiss(view, scope, body.author);
      // What an edit was refused of may well be counted.
      if (!body.uncounted) counted(view, body.on, -1);
    }
  }
}

function own(view, command) {
  const copies = view.find(`comment:${command.args.comment}`);
  return copies.filter(([, body]) => body.author === command.actor);
}

function counted(view, on, by) {
  for (const noun of COMMENTABLE) count(view, `${noun}:${on}`, "comments", by);
}
