/** The cloth of each neighbourhood as SVG: what _looks.scss shows on cards. */

const SVG = "http://www.w3.org/2000/svg";
/** For each look the size of a tile and what is drawn on it, turned by `turn`. */
const CLOTHS = [
  { size: 9, path: "M0 1.5h9", turn: 45 },
  { size: 12, path: "M0 6a6 6 0 0 0 12 0" },
  { size: 9, path: "M4.5 3v3M3 4.5h3" },
  { size: 8, path: "M1.5 0v8" },
  { size: 12, path: "M0 3h6M6 9h6" },
  { size: 12, path: "M1 9l5-5 5 5" },
  { size: 8, path: "M0 1h8", turn: -45 },
  { size: 7, path: "M0 1h7" },
];
let maps = 0;

/** Hang the cloths into an SVG element; gives the `fill` for a look. */
export function hangCloths(svg) {
  maps += 1;
  const name = `cloth-${maps}`;
  const defs = element("defs", {});
  defs.append(...CLOTHS.map((cloth, look) => pattern(`${name}-${look}`, cloth, look)));
  svg.prepend(defs);
  return (look) => `url(#${name}-${look})`;
}

function pattern(id, { size, path, turn = 0 }, look) {
  const tile = element("pattern", {
    id,
    class: `look-${look}`,
    width: size,
    height: size,
    patternUnits: "userSpaceOnUse",
    patternTransform: `rotate(${turn})`,
  });
  tile.append(
    element("rect", { class: "map__cloth", width: size, height: size }),
    element("path", { class: "map__thread", d: path }),
  );
  return tile;
}

function element(name, attributes) {
  const made = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  return made;
}
