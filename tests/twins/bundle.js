/**
 * Bundle a tests' driver as the build bundles the worker: `node bundle.js FOLDER [DRIVER]`.
 *
 * FOLDER/generated/table.json is there; templates are read from their sources, so that no
 * build has to be run first. Without DRIVER it is the one of the twins.
 */
import { writeFile } from "node:fs/promises";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { generatedIn } from "../../bin/frontend/bundle.js";
import { writeSaid } from "../../bin/frontend/data.js";
import { readTemplates } from "../../bin/frontend/templates.js";

const HERE = path.dirname(fileURLToPath(import.meta.url));
const ROOT = path.dirname(path.dirname(HERE));
const folder = path.resolve(process.argv[2]);
const driver = path.resolve(process.argv[3] ?? path.join(HERE, "driver.js"));

const SOURCES = { templates: path.join(ROOT, "templates"), probes: path.join(HERE, "probes") };
for (const [name, source] of Object.entries(SOURCES)) {
  const file = path.join(folder, "generated", `${name}.json`);
  await writeFile(file, JSON.stringify(await readTemplates(source)));
}
await writeSaid(folder);
await build({
  absWorkingDir: ROOT,
  entryPoints: [driver],
  outfile: path.join(folder, "driver.mjs"),
  bundle: true,
  platform: "node",
  mainFields: ["browser", "module", "main"],
  format: "esm",
  logLevel: "warning",
  plugins: [generatedIn(folder)],
});
