/** Renders templates to the bytes that Jinja2 makes of them. */

import lib from "nunjucks/src/lib.js";
import runtime from "nunjucks/src/runtime.js";

import { createEngine } from "./engine.js";
import { FILTERS, SPOKEN } from "./filters.js";
import { createWords } from "./words.js";

const ESCAPES = { "&": "&amp;", "<": "&lt;", ">": "&gt;", "'": "&#39;", '"': "&#34;" };

// MarkupSafe's escapes: nunjucks writes quotes otherwise and escapes backslashes, too.
lib.escape = (text) => text.replace(/[&<>'"]/g, (letter) => ESCAPES[letter]);

const filters = {
  ...FILTERS,
  ...Object.fromEntries(Object.entries(SPOKEN).map(([name, speak]) => [name, inLanguage(speak)])),
  length: (value) => value?.length ?? 0,
  linebreaks: (text) => safe(text.split("\n").map(lib.escape).join("<br>\n")),
  safe,
};

/**
 * `render(name, context)` over precompiled templates `{name: code}`; `catalogues` are those of
 * words.js by language, and the context says which `language` it is.
 */
export function createRenderer(templates, catalogues = {}) {
  const run = createEngine(templates, filters);
  const said = new Map();

  function speak(language) {
    if (!said.has(language)) said.set(language, withNames(createWords(catalogues[language])));
    return said.get(language);
  }

  return (name, context) => run(name, { ...speak(context.language), ...context });
}

function inLanguage(speak) {
  return function (...args) {
    return speak(...args, this.lookup("language"));
  };
}

function safe(text) {
  return runtime.markSafe(String(text));
}

// Keyword arguments arrive as a last object that nunjucks marks.
function withNames(words) {
  const named = Object.entries(words).map(([name, translate]) => [
    name,
    (...args) => {
      const last = args.at(-1);
      return last?.__keywords ? translate(...args.slice(0, -1), last) : translate(...args);
    },
  ]);
  return Object.fromEntries(named);
}
