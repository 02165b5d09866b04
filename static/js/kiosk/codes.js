/** QR codes, drawn here: a tablet has to show them without a network, too. */

import encodeQR from "qr";

const SVG = "http://www.w3.org/2000/svg";
/** In modules, as ISO/IEC 18004 asks for. */
const QUIET = 4;

/** Draw the code of a text into an element. */
export function drawCode(element, text) {
  const rows = encodeQR(text, "raw", { ecc: "medium", border: QUIET });
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("viewBox", `0 0 ${rows.length} ${rows.length}`);
  svg.setAttribute("shape-rendering", "crispEdges");
  svg.setAttribute("aria-hidden", "true");
  const path = document.createElementNS(SVG, "path");
  const dark = rows.flatMap((row, y) => row.flatMap((on, x) => (on ? [`M${x} ${y}h1v1h-1z`] : [])));
  path.setAttribute("d", dark.join(""));
  svg.append(path);
  element.replaceChildren(svg);
}
