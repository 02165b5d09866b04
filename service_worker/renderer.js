/** Renders templates to the bytes that Jinja2 makes of them. */

import lib from "nunjucks/src/lib.js";
import runtime from "nunjucks/src/runtime.js";

import { createEngine } from "./engine.js";
import * as texts from "./filters.js";
import { gettext, ngettext } from "./words.js";

const ESCAPES = { "&": "&amp;", "<": "&lt;", ">": "&gt;", "'": "&#39;", '"': "&#34;" };

// MarkupSafe's escapes: nunjucks writes quotes otherwise and escapes backslashes, too.
lib.escape = (text) => text.replace(/[&<>'"]/g, (letter) => ESCAPES[letter]);

const filters = {
  ...texts,
  length: (value) => value?.length ?? 0,
  linebreaks: (text) => safe(text.split("\n").map(lib.escape).join("<br>\n")),
  safe,
};
const globals = { _: withNames(gettext), ngettext: withNames(ngettext) };

/** `render(name, context)` over precompiled templates `{name: code}`. */
export function createRenderer(templates) {
  return createEngine(templates, { filters, globals });
}

function safe(text) {
  return runtime.markSafe(String(text));
}

// Keyword arguments arrive as a last object that nunjucks marks.
function withNames(translate) {
  return (...args) => {
    const last = args.at(-1);
    return last?.__keywords ? translate(...args.slice(0, -1), last) : translate(...args);
  };
}
