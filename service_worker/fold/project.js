/** Commands on projects, as `app/commands/projects.py` carries them out. */

import { card, count, heading, introduce, NOWHERE, situated, written } from "./contribution.js";
import { mark } from "./mark.js";

/** A new project has a page of its own at once, and its card in lists unless it is refused. */
export function start_project(view, command, me) {
  const scope = `project:${command.id}`;
  const body = { ...started(command), ...mark(command) };
  view.open(scope);
  if (!view.get(scope, scope)) {
    view.put(scope, scope, { ...body, ...written(command), grew_from: "" });
    introduce(view, scope, command.actor, me);
  }
  if (mark(command).sync === "pending" && !view.get("public", scope)) {
    view.put("public", scope, { ...body, ...card(body) });
    count(view, `neighbourhood:${body.neighbourhood}`, "projects", 1);
  }
}

function started(command) {
  return {
    id: command.id,
    ...heading(command.args),
    phase: "idea",
    neighbourhood: command.args.neighbourhood,
    ...NOWHERE,
    ...situated(command.args),
    activity: "",
    comments: 0,
    proposals: 0,
    shifts: 0,
  };
}
