/** The catalogues of the page table as files: a phone fetches those of the languages it reads. */
import { createHash } from "node:crypto";
import { readFile, writeFile } from "node:fs/promises";
import path from "node:path";

/** Write `catalogue-<language>-<hash>.json` for each language; answers addresses by name. */
export async function writeCatalogues(staged, folder) {
  const table = await readFile(path.join(staged, "generated", "table.json"), "utf8");
  const written = Object.entries(JSON.parse(table).catalogues).map(async ([language, words]) => {
    const text = JSON.stringify(words);
    const hash = createHash("sha256").update(text).digest("hex").slice(0, 8);
    const file = `catalogue-${language}-${hash}.json`;
    await writeFile(path.join(staged, file), text);
    return [`catalogue-${language}.json`, `${folder}/${file}`];
  });
  return Object.fromEntries(await Promise.all(written));
}
