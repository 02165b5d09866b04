/** The words of the languages that somebody reads here: fetched when they are needed. */

import { within } from "./within.js";

/** German is the language of the messages themselves. */
const SOURCE = "de";
const PATIENCE = 4000;

/**
 * `files` as in assets.js, `assets` its addresses by name. `known` holds catalogues by language;
 * `speak(language)` fetches one, and gives the language in which pages can be shown: where the
 * catalogue is out of reach, that of the messages.
 */
export function createCatalogues({ files, assets, origin, patience = PATIENCE }) {
  const known = {};

  async function speak(language) {
    const path = assets[`catalogue-${language}.json`];
    if (!path || known[language]) return language;
    try {
      known[language] = await within(patience, fetchWords(path));
      return language;
    } catch (error) {
      console.warn(error);
      return SOURCE;
    }
  }

  async function fetchWords(path) {
    const response = await files.answer(new Request(origin + path));
    if (!response.ok) throw new Error(`${path}: ${response.status}`);
    return response.json();
  }

  return { known, speak };
}
