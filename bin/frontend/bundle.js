/** What esbuild and sass make: hashed assets for pages, and the service worker. */
import { readdir, readFile } from "node:fs/promises";
import path from "node:path";
import { build } from "esbuild";
import * as sass from "sass";
import { DRAWN, drawn } from "./drawn.js";
import { laterOf } from "./later.js";
import { leaflet } from "./leaflet.js";
import { withoutUnused } from "./unused.js";

/** Where what is built is served. */
export const PUBLIC = "/static/dist";
const SHARED = {
  bundle: true,
  minify: true,
  target: "es2022",
  legalComments: "none",
  charset: "utf8",
  logLevel: "warning",
};
/** Names by which templates ask for an asset, where its file has a longer one. */
const SHORT_NAMES = { "fira-sans-letters-400.woff2": "fira-sans.woff2" };
/** Pictures for launcher and installing; letters of few names, whose font browsers cache once it was needed; help for old browsers and the camera of a tablet that is put up, which are of use only with a network. */
const NOT_PRECACHED = /\.(png|webp)$|-(accents|more)-|\/(fallback|camera)-/;

const STYLES = ["static/css/style.scss", "static/css/atlas.scss"];
/** What a tablet in public needs, and nobody else. */
const TABLET = ["static/js/kiosk.js", "static/css/tablet.scss"];

/** Bundle page.js, style.css and what they refer to; answers {assets, precache, later, tablet}. */
export async function bundleAssets(root, staged) {
  const pictures = ["icons", "screenshots"].map((name) => path.join(root, "static", name));
  const files = (await Promise.all(pictures.map(filesIn))).flat();
  const { metafile } = await build({
    ...SHARED,
    absWorkingDir: root,
    entryPoints: ["static/js/page.js", ...STYLES, ...files.filter((file) => !DRAWN.test(file))],
    entryNames: "[name]-[hash]",
    chunkNames: "[name]-[hash]",
    splitting: true,
    assetNames: "[name]-[hash]",
    outdir: staged,
    publicPath: PUBLIC,
    format: "esm",
    loader: { ".woff2": "copy", ".png": "copy", ".webp": "copy" },
    plugins: [scss(root), leaflet, generatedIn(staged)],
    metafile: true,
  });
  const isLater = laterOf(metafile);
  const named = namedOutputs(metafile);
  const tablet = await bundleTablet(root, staged);
  const inPages = await Promise.all(files.filter((file) => DRAWN.test(file)).map(drawn));
  const kept = named.map(([, url]) => url).filter((url) => !NOT_PRECACHED.test(url));
  return {
    assets: Object.fromEntries([...named, ...tablet, ...inPages].sort(byName)),
    precache: kept.filter((url) => !isLater(url)),
    later: kept.filter(isLater),
    tablet: tablet.map(([, url]) => url),
  };
}

/** Apart from the rest: what it shared with page.js would be a file more for everybody. */
async function bundleTablet(root, staged) {
  const { metafile } = await build({
    ...SHARED,
    absWorkingDir: root,
    entryPoints: TABLET,
    entryNames: "[name]-[hash]",
    outdir: staged,
    publicPath: PUBLIC,
    format: "esm",
    plugins: [scss(root), generatedIn(staged)],
    metafile: true,
  });
  return namedOutputs(metafile);
}

/** Each file's name, by which templates ask for it, with its address. */
function namedOutputs({ outputs }) {
  return Object.entries(outputs)
    .map(([file, { entryPoint, inputs }]) => [
      // What several chunks share has no source of its own.
      assetName(entryPoint ?? (file.endsWith(".js") ? file : Object.keys(inputs)[0])),
      `${PUBLIC}/${path.basename(file)}`,
    ])
    .sort(byName);
}

function byName([a], [b]) {
  return a < b ? -1 : 1;
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
  // esbuild names what a plugin gives by its namespace, too.
  const name = path.basename(source).replace(/^generated:/, "").replace(/\.scss$/, ".css");
  return SHORT_NAMES[name] ?? name;
}

/** Compile SCSS with sass; addresses of files in it are resolved by esbuild. */
function scss(root) {
  const loadPaths = [path.join(root, "node_modules")];
  const compiled = new Map(
    [...STYLES, TABLET[1]].map((name) => path.join(root, name)).map((file) => [
      file,
      sass.compile(file, { loadPaths, quietDeps: true }).css,
    ]),
  );
  const others = (file) => [...compiled].filter(([other]) => other !== file).map(([, css]) => css);
  return {
    name: "scss",
    setup({ onLoad }) {
      onLoad({ filter: /\.scss$/ }, ({ path: file }) => ({
        contents: withoutUnused(compiled.get(file), others(file)),
        loader: "css",
        resolveDir: path.dirname(file),
      }));
    },
  };
}

/**
 * The sources import dist/generated/…; this build's own copies are in `staged`, whose name is not
 * to be part of any hash.
 */
export function generatedIn(staged) {
  const namespace = "generated";
  return {
    name: namespace,
    setup({ onLoad, onResolve }) {
      onResolve({ filter: /\/dist\/generated\// }, ({ path: file }) => ({
        path: path.basename(file),
        namespace,
      }));
      onLoad({ filter: /./, namespace }, async ({ path: file }) => ({
        contents: await readFile(path.join(staged, "generated", file)),
        loader: file.endsWith(".json") ? "json" : "js",
      }));
    },
  };
}
