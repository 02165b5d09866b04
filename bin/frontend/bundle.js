/** What esbuild and sass make: hashed assets for pages, and the service worker. */
import { readdir } from "node:fs/promises";
import path from "node:path";
import { build } from "esbuild";
import * as sass from "sass";

const PUBLIC = "/static/dist";
const SHARED = {
  bundle: true,
  minify: true,
  target: "es2022",
  legalComments: "none",
  charset: "utf8",
  logLevel: "warning",
};
/** Names by which templates ask for an asset, where its file has a longer one. */
const SHORT_NAMES = { "fira-sans-latin-400-normal.woff2": "fira-sans.woff2" };
/** Pictures for the launcher; letters of few names, whose font browsers cache once it was needed. */
const NOT_PRECACHED = /\.png$|-latin-ext-/;

/** Bundle page.js, style.css and what they refer to; answers {assets, precache}. */
export async function bundleAssets(root, staged) {
  const icons = await filesIn(path.join(root, "static", "icons"));
  const { metafile } = await build({
    ...SHARED,
    absWorkingDir: root,
    entryPoints: ["static/js/page.js", "static/css/style.scss", ...icons],
    entryNames: "[name]-[hash]",
    assetNames: "[name]-[hash]",
    outdir: staged,
    publicPath: PUBLIC,
    format: "esm",
    loader: { ".woff2": "copy", ".svg": "copy", ".png": "copy" },
    plugins: [scss(root)],
    metafile: true,
  });
  const named = Object.entries(metafile.outputs)
    .map(([file, { entryPoint, inputs }]) => [
      assetName(entryPoint ?? Object.keys(inputs)[0]),
      `${PUBLIC}/${path.basename(file)}`,
    ])
    .sort(([a], [b]) => (a < b ? -1 : 1));
  return {
    assets: Object.fromEntries(named),
    precache: named.map(([, url]) => url).filter((url) => !NOT_PRECACHED.test(url)),
  };
}

/** Bundle the worker with the generated files of `staged`; answers its code. */
export async function bundleWorker(root, staged) {
  const { outputFiles } = await build({
    ...SHARED,
    absWorkingDir: root,
    entryPoints: ["service_worker/lifecycle.js"],
    format: "iife",
    plugins: [generatedIn(staged)],
    write: false,
  });
  return outputFiles[0].text;
}

async function filesIn(folder) {
  return (await readdir(folder)).sort().map((name) => path.join(folder, name));
}

function assetName(source) {
  const name = path.basename(source).replace(/\.scss$/, ".css");
  return SHORT_NAMES[name] ?? name;
}

/** Compile SCSS with sass; addresses of files in it are resolved by esbuild. */
function scss(root) {
  return {
    name: "scss",
    setup({ onLoad }) {
      onLoad({ filter: /\.scss$/ }, ({ path: file }) => ({
        contents: sass.compile(file, { loadPaths: [path.join(root, "node_modules")], quietDeps: true }).css,
        loader: "css",
        resolveDir: path.dirname(file),
      }));
    },
  };
}

/** The sources import static/dist/generated/…; this build's own copies are in `staged`. */
export function generatedIn(staged) {
  return {
    name: "generated",
    setup({ onResolve }) {
      onResolve({ filter: /static\/dist\/generated\// }, ({ path: file }) => ({
        path: path.join(staged, "generated", path.basename(file)),
      }));
    },
  };
}
