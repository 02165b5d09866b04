/** The templates as data: nunjucks reads them here, service_worker/engine.js carries them out. */
import { readdir, readFile } from "node:fs/promises";
import path from "node:path";
import nunjucks from "nunjucks";
import { instructions } from "./instructions.js";

/** Pages that the server alone makes; app/cli.py leaves their words out, too. */
const SERVER_ONLY = /^(admin|kiosk)\b/;
/** What waits is shown by what it is about: outbox_reading.js names these. */
const BY_NOUN = /\/outbox\.html$/;
/** Shown where there is neither page nor network, and where what waits is listed. */
const OFFLINE = "device/offline.html";
const OUTBOX = "outbox/show.html";

/** All templates of a folder by name, as instructions. */
export async function readTemplates(folder) {
  const names = (await readdir(folder, { recursive: true }))
    .filter((name) => name.endsWith(".html") && !SERVER_ONLY.test(name))
    .sort();
  return Object.fromEntries(await Promise.all(names.map((name) => read(folder, name))));
}

async function read(folder, name) {
  const source = await readFile(path.join(folder, name), "utf8");
  return [name, compile(source, name)];
}

/** One template as instructions; a mistake in it names it and the line. */
export function compile(source, name) {
  try {
    return instructions(nunjucks.parser.parse(source));
  } catch (error) {
    throw new Error(`${name}, line ${error.lineno}: ${error.message}`, { cause: error });
  }
}

/**
 * The templates that a first visit brings, and those that come later; what no page of the worker
 * shows is in neither. `pages` are those of the page table; `isLate(template)` says which can wait.
 */
export function parted(templates, pages, isLate) {
  const roots = pages.map(({ template }) => template);
  const first = reached(templates, [OFFLINE, ...roots.filter((name) => !isLate(name))]);
  const all = reached(templates, roots);
  const only = (wanted) =>
    Object.fromEntries(Object.entries(templates).filter(([name]) => wanted(name)));
  return {
    first: only((name) => first.has(name)),
    later: only((name) => all.has(name) && !first.has(name)),
  };
}

/** What these templates need: each text in them that is a template's name may be one to include. */
function reached(templates, roots) {
  const found = new Set(roots);
  for (const name of found) {
    const byNoun = name === OUTBOX ? Object.keys(templates).filter((each) => BY_NOUN.test(each)) : [];
    for (const text of byNoun.concat(texts(templates[name]))) {
      if (Object.hasOwn(templates, text)) found.add(text);
    }
  }
  return found;
}

/** Those of the assets, `{name: address}`, that some template asks for. */
export function askedFor(assets, templates) {
  const said = new Set(Object.values(templates).flatMap(texts));
  return Object.fromEntries(Object.entries(assets).filter(([name]) => said.has(name)));
}

function texts(value) {
  return Array.isArray(value) ? value.flatMap(texts) : [value];
}
