/** Follows, as `app/commands/follows.py` carries them out. */

import { mark } from "./mark.js";

const FOLLOWABLE = ["project", "proposal", "neighbourhood"];
const NOTHING = Object.fromEntries(FOLLOWABLE.map((noun) => [noun, ""]));

/** What I follow stands in my own scope. */
export function follow(view, command) {
  const { mine, noun, id, scope } = followed(view, command);
  const key = `follow:${scope}`;
  if (!noun || mark(command).sync === "rejected" || view.get(mine, key)) return;
  if (view.get(scope, scope)?.hidden) return;
  view.put(mine, key, { ...NOTHING, id: scope, [noun]: id, ...mark(command) });
}

/** And is gone from there. */
export function unfollow(view, command) {
  const { mine, noun, scope } = followed(view, command);
  const key = `follow:${scope}`;
  if (noun && mark(command).sync !== "rejected" && view.get(mine, key)) view.del(mine, key);
}

function followed(view, { actor, args: { on } }) {
  const noun = FOLLOWABLE.find((name) => view.find(`${name}:${on}`).length > 0);
  return { mine: `me:${actor}`, noun, id: on, scope: `${noun}:${on}` };
}
