/** Commands on proposals, as `app/commands/proposals.py` carries them out. */

import { card, count, heading, introduce, NOWHERE, situated, written } from "./contribution.js";
import { mark } from "./mark.js";

/** A new proposal has a page of its own at once, and its card in lists unless it is refused. */
export function propose(view, command, me) {
  const scope = `proposal:${command.id}`;
  const body = { ...proposed(view, command), ...mark(command) };
  view.open(scope);
  if (!view.get(scope, scope)) {
    view.put(scope, scope, { ...body, ...written(command), edited: "", revision: 0 });
    introduce(view, scope, command.actor, me);
  }
  if (mark(command).sync === "pending" && !view.get("public", scope)) list(view, scope, body);
}

/** An edit shows the new words, unless the proposal has moved on. */
export function edit_proposal(view, command) {
  const { proposal, revision } = command.args;
  const key = `proposal:${proposal}`;
  const whole = own(view, key, command);
  if (!whole) return;
  if (mark(command).sync === "rejected") {
    view.put(key, key, { ...whole, ...mark(command) });
  } else if (whole.revision === Number(revision) && whole.state !== "withdrawn") {
    const words = { ...heading(command.args), ...situated(command.args), ...mark(command) };
    for (const [scope, copy] of view.find(key)) {
      view.put(scope, key, { ...copy, ...words, ...card(words) });
    }
    const { text } = written(command);
    view.put(key, key, { ...whole, ...words, text, html: "", revision: whole.revision + 1 });
  }
}

/** A withdrawn proposal stays readable and says so. */
export function withdraw_proposal(view, command) {
  const key = `proposal:${command.args.proposal}`;
  const whole = own(view, key, command);
  if (!whole) return;
  if (mark(command).sync === "rejected") {
    view.put(key, key, { ...whole, ...mark(command) });
  } else if (whole.state === "open") {
    for (const [scope, copy] of view.find(key)) {
      view.put(scope, key, { ...copy, state: "withdrawn", ...mark(command) });
    }
  }
}

function proposed(view, command) {
  return {
    id: command.id,
    ...heading(command.args),
    state: "open",
    ...placed(view, command.args.on),
    ...NOWHERE,
    ...situated(command.args),
    became: "",
    activity: "",
    comments: 0,
    supports: 0,
  };
}

/** A proposal to a project is one to the project's neighbourhood as well. */
function placed(view, on) {
  const [copy] = view.find(`project:${on}`);
  if (!copy) return { project: "", neighbourhood: on };
  return { project: on, neighbourhood: copy[1].neighbourhood };
}

function list(view, scope, body) {
  const listed = { ...body, ...card(body) };
  const { project, neighbourhood } = body;
  view.put("public", scope, listed);
  view.put(`project:${project}`, scope, listed);
  count(view, `project:${project}`, "proposals", 1);
  count(view, `neighbourhood:${neighbourhood}`, "proposals", 1);
}

function own(view, key, command) {
  const whole = view.get(key, key);
  return whole?.author === command.actor ? whole : null;
}
