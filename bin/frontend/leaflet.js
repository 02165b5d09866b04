/** What has to be changed in Leaflet so that it runs under our Content Security Policy. */
import { readFile } from "node:fs/promises";

const PROBE = "div.innerHTML = '<svg/>';";
const ALLOWED =
  "div.appendChild(document.createElementNS('http://www.w3.org/2000/svg', 'svg'));";

/** Leaflet looks at its start whether HTML may hold SVG: by text, which Trusted Types refuse. */
export const leaflet = {
  name: "leaflet",
  setup({ onLoad, onResolve }) {
    onLoad({ filter: /leaflet-src\.esm\.js$/ }, async ({ path: file }) => {
      const source = await readFile(file, "utf8");
      if (source.split(PROBE).length !== 2) {
        throw new Error(`${file} does not hold “${PROBE}” once: is this another Leaflet?`);
      }
      return { contents: source.replace(PROBE, ALLOWED), loader: "js" };
    });
    // Pictures of controls and pins that are not in use.
    onResolve({ filter: /^images\/(layers|marker-icon).*\.png$/ }, ({ path: file }) => ({
      path: file,
      external: true,
    }));
  },
};
