/** What the page script draws on a map, from a view. */

import { readAll } from "./reading.js";

const KINDS = new Set(["project", "proposal"]);
/** The look of what belongs to no neighbourhood. */
const TOWN = -1;

/** `{bounds, outlines: [{id, name, look, shape}]}`, or null where the map is not held. */
export function readMap(view) {
  const root = view.get("map", "map");
  if (!root) return null;
  const outlines = view.all("map", "outline");
  return {
    bounds: root.bounds,
    outlines: outlines.map(({ id, name, look, shape }) => ({ id, name, look, shape })),
  };
}

/** All that a page lists and that has a place: `[{kind, id, title, point, look}]`. */
export function pointsOf(view, { page, values }, url) {
  const lists = Object.values(page.reads).filter(({ kind }) => KINDS.has(kind));
  return lists.flatMap((read) =>
    readAll(view, read, { values, query: url.searchParams })
      .filter(({ point }) => point)
      .map(({ id, title, point, neighbourhood }) => ({
        kind: read.kind,
        id,
        title,
        point,
        look: view.get("public", `neighbourhood:${neighbourhood}`)?.look ?? TOWN,
      })),
  );
}
