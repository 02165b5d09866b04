/** What the worker fetches as data: the words of each language, and templates that come later. */
import { createHash } from "node:crypto";
import { readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { isLatePage } from "./later.js";
import { parted } from "./templates.js";

/** Write `catalogue-<language>-<hash>.json` for each language; answers addresses by name. */
export async function writeCatalogues(staged, folder) {
  const { catalogues } = await readTable(staged);
  const written = Object.entries(catalogues).map(([language, words]) =>
    writeHashed(staged, folder, `catalogue-${language}`, words),
  );
  return Object.fromEntries(await Promise.all(written));
}

/** Write what the page's script says in each language, as static/js/words.js asks for it. */
export async function writeSaid(staged) {
  const { page_catalogues: catalogues } = await readTable(staged);
  const written = Object.entries(catalogues).map(([language, words]) =>
    writeFile(path.join(staged, "generated", `said-${language}.json`), JSON.stringify(words)),
  );
  await Promise.all(written);
}

/** Write the first of all templates for the worker's bundle, the others beside it; answers as above. */
export async function writeTemplates(staged, folder, templates) {
  const { kiosk, pages } = await readTable(staged);
  const rows = [...pages, kiosk.page];
  const { first, later } = parted(templates, rows, isLatePage);
  await writeFile(path.join(staged, "generated", "templates.json"), JSON.stringify(first));
  return Object.fromEntries([await writeHashed(staged, folder, "templates", later)]);
}

async function readTable(staged) {
  return JSON.parse(await readFile(path.join(staged, "generated", "table.json"), "utf8"));
}

async function writeHashed(staged, folder, name, value) {
  const text = JSON.stringify(value);
  const hash = createHash("sha256").update(text).digest("hex").slice(0, 8);
  const file = `${name}-${hash}.json`;
  await writeFile(path.join(staged, file), text);
  return [`${name}.json`, `${folder}/${file}`];
}
