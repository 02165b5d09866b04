/** Renders templates to the bytes that Jinja2 makes of them. */

import { createEngine, Safe } from "./engine.js";
import { FILTERS, SPOKEN } from "./filters.js";
import { createWords } from "./words.js";

const ESCAPES = { "&": "&amp;", "<": "&lt;", ">": "&gt;", "'": "&#39;", '"': "&#34;" };

// MarkupSafe's escapes.
const escape = (text) => text.replace(/[&<>'"]/g, (letter) => ESCAPES[letter]);

const filters = {
  ...FILTERS,
  ...Object.fromEntries(Object.entries(SPOKEN).map(([name, speak]) => [name, inLanguage(speak)])),
  length: (value) => value?.length ?? 0,
  linebreaks: (text) => safe(text.split("\n").map(escape).join("<br>\n")),
  safe,
};

/**
 * `render(name, context)` over templates as in engine.js; `catalogues` are those of
 * words.js by language, and the context says which `language` it is.
 */
export function createRenderer(templates, catalogues = {}) {
  const run = createEngine(templates, { escape, filters });
  const said = new Map();

  function speak(language) {
    if (!said.has(language)) said.set(language, createWords(catalogues[language]));
    return said.get(language);
  }

  return (name, context) => run(name, { ...speak(context.language), ...context });
}

function inLanguage(speak) {
  return function (...args) {
    return speak(...args, this.language);
  };
}

function safe(text) {
  return new Safe(text);
}
