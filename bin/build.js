#!/usr/bin/env node
/**
 * The front-end build: templates, styles, scripts, fonts and icons into static/dist.
 *
 *   node bin/build.js [--out DIR]
 *
 * Needs static/dist/generated/table.json (`flask export`). KOKOMMUNE_BUILD_SALT goes into the
 * build's id: with another salt the same sources are another build.
 */
import { createHash } from "node:crypto";
import { copyFile, mkdir, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { bundleAssets, bundleWorker, PUBLIC } from "./frontend/bundle.js";
import { writeCatalogues, writeSaid, writeTemplates } from "./frontend/data.js";
import { compress, publish } from "./frontend/publish.js";
import { askedFor, readTemplates } from "./frontend/templates.js";

const ROOT = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
const WORDS = /\/(catalogue|said)-[^/]*$/;
const DIST = path.join(ROOT, "static", "dist");

/** Build into `staged`, a folder beside the real one. */
async function build(staged) {
  const generated = path.join(staged, "generated");
  await mkdir(generated, { recursive: true });
  await copyFile(path.join(DIST, "generated", "table.json"), path.join(generated, "table.json"));
  const all = await readTemplates(path.join(ROOT, "templates"));
  const templates = await writeTemplates(staged, PUBLIC, all);
  const catalogues = await writeCatalogues(staged, PUBLIC);
  await writeSaid(staged);
  const more = { ...templates, ...catalogues };
  const list = withLater(await bundleAssets(ROOT, staged), more);
  // All other addresses, with hashes that nothing makes smaller, are for Flask and the browser.
  const id = await writeWorker(staged, { ...list, assets: { ...askedFor(list.assets, all), ...more } });
  const manifest = { build: id, ...list };
  await writeFile(path.join(staged, "manifest.json"), JSON.stringify(manifest, null, 1) + "\n");
  await compress(staged);
  return manifest;
}

/** The list of assets with some more that a first visit can do without; languages come first. */
function withLater({ assets, later, ...rest }, more) {
  const all = [...Object.values(more), ...later];
  const order = [...all.filter((url) => WORDS.test(url)), ...all.filter((url) => !WORDS.test(url))];
  return { ...rest, assets: { ...assets, ...more }, later: order };
}

/** Bundle the worker twice: the first, without the build's id, is what the id is made from. */
async function writeWorker(staged, list) {
  const write = async (id) => {
    const text = Object.entries({ build: id, ...list })
      .map(([name, value]) => `export const ${name} = ${JSON.stringify(value)};\n`)
      .join("");
    await writeFile(path.join(staged, "generated", "assets.js"), text);
    return bundleWorker(ROOT, staged);
  };
  const salt = process.env.KOKOMMUNE_BUILD_SALT ?? "";
  const id = createHash("sha256")
    .update(await write(""))
    .update(salt)
    .digest("hex")
    .slice(0, 16);
  await writeFile(path.join(staged, "sw.js"), await write(id));
  return id;
}

const { values } = parseArgs({ options: { out: { type: "string", default: DIST } } });
const out = path.resolve(values.out);
const staged = `${out}.new-${process.pid}`;
try {
  const manifest = await build(staged);
  await publish(staged, out);
  console.log(`Built ${manifest.build}: ${Object.keys(manifest.assets).length} assets.`);
} catch (error) {
  console.error(`The front end could not be built: ${error.message}`);
  process.exitCode = 1;
} finally {
  await rm(staged, { recursive: true, force: true });
}
