/** The words of the languages that somebody reads here: fetched when they are needed. */

import { createFetched } from "./fetched.js";

/** German is the language of the messages themselves. */
const SOURCE = "de";

/**
 * `build` as in fetched.js. `known` holds catalogues by language;
 * `speak(language)` fetches one, and gives the language in which pages can be shown: where the
 * catalogue is out of reach, that of the messages.
 */
export function createCatalogues(build) {
  const fetched = createFetched(build);
  const known = {};

  async function speak(language) {
    const name = `catalogue-${language}.json`;
    if (!build.assets[name] || known[language]) return language;
    try {
      known[language] = await fetched(name);
      return language;
    } catch (error) {
      console.warn(error);
      return SOURCE;
    }
  }

  return { known, speak };
}
