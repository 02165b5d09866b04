/** Says once, to who listens to the page, what became of contributions. */

import { speak } from "./speak.js";
import { outcome } from "./words.js";

const STATES = {
  waiting: "pending",
  acknowledged: "sent",
  settled: "sent",
  rejected: "needs_you",
  conflict: "needs_you",
  quarantined: "needs_you",
  needs_login: "needs_you",
};
const said = new Map();

/** Announce what a command has come to, unless that was said last. */
export function announce({ id, name, noun, status, code }) {
  const state = code === "waitlisted" ? code : STATES[status];
  if (!state || said.get(id) === state) return;
  said.set(id, state);
  speak(outcome({ name, noun }, state));
}
