/** Which files of a build a first visit can do without. */
import path from "node:path";

const PAGE = "static/js/page.js";
const LATER = new Set(["static/css/atlas.scss"]);
/** Pages that few people read first, tablets in public, and maps, which need their script anyway. */
const LATE_PAGES = /^(account|device|recovery|role|screen)\/|^town\/(?!show)|\/map\.html$/;

/** From esbuild's metafile a test for addresses: scripts that page.js does not import at once. */
export function laterOf({ outputs }) {
  const [page] = Object.keys(outputs).filter((file) => outputs[file].entryPoint === PAGE);
  const atOnce = new Set([page]);
  for (const file of atOnce) {
    for (const { path: imported, kind } of outputs[file].imports) {
      if (kind === "import-statement" && imported in outputs) atOnce.add(imported);
    }
  }
  const isLater = (file) =>
    LATER.has(outputs[file].entryPoint) || (file.endsWith(".js") && !atOnce.has(file));
  const names = new Set(Object.keys(outputs).filter(isLater).map((file) => path.basename(file)));
  return (url) => names.has(path.basename(url));
}

/** Whether the page with this template can come after the first visit. */
export function isLatePage(template) {
  return LATE_PAGES.test(template);
}
