/** What the reader of this phone follows: it is kept here. */

import { fold } from "./fold/index.js";

const MOST = 100;

/** The followed scopes, with what waits folded in; `scopes` holds `public` and the reader's own. */
export function following({ scopes, commands, me }) {
  const mine = `me:${me}`;
  const known = new Map([[mine, { docs: {}, reached: 0 }], ...scopes]);
  const own = commands.filter(({ actor }) => actor === me);
  const follows = fold(known, own, false).all(mine, "follow");
  return follows.map(({ id }) => id).slice(0, MOST);
}
