/** Folding commands of one reader over a few scopes. */

import { fold } from "../../../service_worker/fold/index.js";

export const ME = { id: "me", name: "Ayşe", affiliation: "", guest: false };

/** A waiting command of mine. */
export function command(name, noun, args, fields = {}) {
  return { id: "new", name, noun, args, actor: "me", status: "waiting", code: "", ...fields };
}

/** The view of `{scope: {key: body}}` under these commands. */
export function folded(scopes, commands, reached = 5) {
  const known = Object.entries(scopes).map(([name, docs]) => [name, { docs, reached }]);
  return fold(new Map(known), commands, ME);
}
