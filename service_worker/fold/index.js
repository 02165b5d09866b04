/** Lays waiting commands over documents, each by the fold of its noun. */

import { isOpen } from "../outbox.js";
import * as comment from "./comment.js";
import * as follow from "./follow.js";
import * as project from "./project.js";
import * as proposal from "./proposal.js";
import * as report from "./report.js";
import * as shift from "./shift.js";
import * as signUp from "./sign_up.js";
import * as support from "./support.js";
import { createView } from "./view.js";

const FOLDS = {
  ...comment,
  ...follow,
  ...project,
  ...proposal,
  ...report,
  ...shift,
  ...signUp,
  ...support,
};

/** A view over `scopes` with all open commands in it; `me` is the reader's document or false. */
export function fold(scopes, commands, me) {
  const view = createView(scopes);
  for (const command of commands) {
    if (isOpen(command)) FOLDS[command.name]?.(view.forCommand(command), command, me);
  }
  return view;
}
