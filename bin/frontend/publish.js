/** Bring a finished build to where it is served, so that nobody ever sees half of one. */
import { mkdir, readdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { promisify } from "node:util";
import { brotliCompress, constants, gzip } from "node:zlib";

const COMPRESSIBLE = /\.(js|css|svg)$|^(catalogue|templates)-.*\.json$/;
const COMPRESSED = /\.(br|gz)$/;

/** Write .br and .gz beside each file in `folder` that gets smaller. */
export async function compress(folder) {
  const names = (await readdir(folder)).filter((name) => COMPRESSIBLE.test(name));
  await Promise.all(names.map((name) => compressFile(path.join(folder, name))));
}

async function compressFile(file) {
  const bytes = await readFile(file);
  const params = {
    [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length,
    // It says how distances are coded, and that suits minified code a little better, too.
    [constants.BROTLI_PARAM_MODE]: constants.BROTLI_MODE_FONT,
  };
  await Promise.all([
    promisify(brotliCompress)(bytes, { params }).then((data) => writeFile(`${file}.br`, data)),
    promisify(gzip)(bytes, { level: 9 }).then((data) => writeFile(`${file}.gz`, data)),
  ]);
}

/**
 * Move what is in `staged` to `out`, file by file: first what is only found by its hashed name,
 * then the generated modules, then the worker, last the manifest, from which a server starts.
 *
 * Assets of the build before stay, since a server or a page of that build may still ask for them;
 * older ones go.
 */
export async function publish(staged, out) {
  await mkdir(path.join(out, "generated"), { recursive: true });
  const before = await assetsOf(out);
  const files = (await readdir(staged, { recursive: true, withFileTypes: true }))
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(staged, path.join(entry.parentPath ?? entry.path, entry.name)))
    .sort((a, b) => rank(a) - rank(b));
  for (const file of files) {
    await rename(path.join(staged, file), path.join(out, file));
  }
  await sweep(out, new Set([...before, ...files]));
}

function rank(file) {
  const order = [/^generated/, /^sw\.js/, /^manifest\.json/];
  return order.findIndex((pattern) => pattern.test(file));
}

/** Names of the asset files that the manifest in `out` lists; none without a manifest. */
async function assetsOf(out) {
  try {
    const { assets } = JSON.parse(await readFile(path.join(out, "manifest.json"), "utf8"));
    return Object.values(assets).map((url) => path.basename(url));
  } catch (error) {
    if (error.code === "ENOENT") return [];
    throw error;
  }
}

async function sweep(out, keep) {
  const names = (await readdir(out, { withFileTypes: true }))
    .filter((entry) => entry.isFile())
    .map((entry) => entry.name);
  const old = names.filter((name) => !keep.has(name) && !keep.has(name.replace(COMPRESSED, "")));
  await Promise.all(old.map((name) => rm(path.join(out, name))));
}
