/** The templates that the worker came with, and those that it fetches after a first visit. */

import { createFetched } from "./fetched.js";

const REST = "templates.json";

/**
 * `known`: those that are here, by name; `rest()` fetches all others, and gives what it can;
 * `bring(name)` gives whether a page can be rendered now. `first`: those in the worker; the rest of
 * the `build` as in fetched.js.
 */
export function createTemplates({ first, ...build }) {
  const fetched = createFetched(build);
  const known = { ...first };
  let isWhole = !build.assets[REST];

  async function bring(name) {
    if (!Object.hasOwn(known, name)) await rest();
    return Object.hasOwn(known, name);
  }

  async function rest() {
    if (isWhole) return;
    try {
      Object.assign(known, await fetched(REST));
      isWhole = true;
    } catch (error) {
      console.warn(error);
    }
  }

  return { known, bring, rest };
}
