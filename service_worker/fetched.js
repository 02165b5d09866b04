/** Data of the build that is fetched when it is needed. */

import { within } from "./within.js";

const PATIENCE = 4000;

/**
 * `fetched(name)` gives the JSON of a file, or raises; `files` as in assets.js, `assets` its
 * addresses by name.
 */
export function createFetched({ files, assets, origin, patience = PATIENCE }) {
  async function read(path) {
    const response = await files.answer(new Request(origin + path));
    if (!response.ok) throw new Error(`${path}: ${response.status}`);
    return response.json();
  }

  return (name) => within(patience, read(assets[name]));
}
