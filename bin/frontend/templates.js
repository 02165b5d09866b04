/** The templates as JavaScript: nunjucks compiles here, so that the worker needs no eval. */
import { readdir, readFile } from "node:fs/promises";
import path from "node:path";
import nunjucks from "nunjucks";

/** Pages that the server alone makes; app/cli.py leaves their words out, too. */
const SERVER_ONLY = /^(admin|kiosk)\b/;

/** The source of an ES module whose default export maps each template's name to its code. */
export async function precompileTemplates(folder) {
  const names = (await readdir(folder, { recursive: true }))
    .filter((name) => name.endsWith(".html") && !SERVER_ONLY.test(name))
    .sort();
  const entries = await Promise.all(names.map((name) => precompile(folder, name)));
  return `export default {\n${entries.join(",\n")}\n};\n`;
}

async function precompile(folder, name) {
  const source = await readFile(path.join(folder, name), "utf8");
  return nunjucks.precompileString(source, {
    name,
    wrapper: ([{ template }]) => `${JSON.stringify(name)}: (() => {\n${template}\n})()`,
  });
}
