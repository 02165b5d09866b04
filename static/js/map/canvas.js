/** A Leaflet map in its frame: outlines, names, tiles where the town has some, buttons to zoom. */

import {
  Map as LeafletMap,
  divIcon,
  latLngBounds,
  marker,
  polygon,
  svg,
  tileLayer,
} from "leaflet/dist/leaflet-src.esm.js";
import { CLOSEST } from "./clusters.js";
import { decode } from "./outline.js";
import { hangCloths } from "./patterns.js";

const LETTER = 8;
const STILL = {
  dragging: false,
  touchZoom: false,
  doubleClickZoom: false,
  scrollWheelZoom: false,
  boxZoom: false,
  keyboard: false,
};

/**
 * Draw a town's map into the frame. `still`: a picture to look at, over which pages scroll;
 * `strong`: the id of the outline that stands out, else all do; `view(map)`: looks at something else
 * than the whole town, before anything is drawn. In several pieces of work, so that a slow phone
 * answers in between.
 */
export async function createCanvas(frame, { bounds, outlines }, breath, options = {}) {
  const { still = false, strong = "", view = () => {} } = options;
  const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
  const map = new LeafletMap(frame.querySelector("[data-map-canvas]"), {
    ...(still && STILL),
    zoomControl: false,
    attributionControl: false,
    zoomAnimation: !calm,
    fadeAnimation: !calm,
    markerZoomAnimation: !calm,
    inertia: !calm,
    maxZoom: CLOSEST,
    // Tiles are sharp at whole steps only.
    zoomSnap: tilesOf().tiles ? 1 : 0.25,
    renderer: svg({ padding: 0.5 }),
  });
  const home = boundsOf(bounds);
  map.setView([0, 0], 2, { animate: false });
  if (home) map.fitBounds(home, { animate: false });
  view(map);
  await breath();
  const areas = drawOutlines(map, outlines, strong);
  await breath();
  if (areas.length) nameAreas(map, areas, outlines, strong);
  const tiles = addTiles(frame, map);
  listenToZoom(frame, map);
  // Frames change their size with the page, without Leaflet hearing of it.
  new ResizeObserver(() => map.invalidateSize({ animate: false })).observe(map.getContainer());
  return { map, home, tiles };
}

/** Leaflet's bounds of `south,west,north,east`; null of "". */
export function boundsOf(text) {
  if (!text) return null;
  const [south, west, north, east] = text.split(",").map(Number);
  return latLngBounds([south, west], [north, east]);
}

/** The bounds of an outline. */
export function boundsOfShape(shape) {
  return latLngBounds(decode(shape).flat(2));
}

function drawOutlines(map, outlines, strong) {
  // Before there are areas there is no SVG to hang the cloths into.
  const areas = outlines.map(({ id, look, shape }) => {
    const tone = strong && strong !== id ? " map__area--faint" : "";
    const className = `map__area look-${look}${tone}`;
    return polygon(decode(shape), { className, interactive: false, weight: 2 }).addTo(map);
  });
  const picture = map.getPane("overlayPane").querySelector("svg");
  if (!picture) return [];
  const fill = hangCloths(picture);
  areas.forEach((area, at) => {
    area.setStyle({ fillColor: fill(outlines[at].look), fillOpacity: 1 });
  });
  return areas;
}

/** Names stand where there is room for them, below the pins; the page says who is strong. */
function nameAreas(map, areas, outlines, strong) {
  map.createPane("names");
  const names = outlines.map(({ name }, at) => {
    const html = document.createElement("span");
    html.textContent = name;
    html.setAttribute("aria-hidden", "true");
    const icon = divIcon({ html, className: "map__name", iconSize: null });
    const options = { icon, pane: "names", interactive: false, keyboard: false };
    return marker(areas[at].getBounds().getCenter(), options);
  });
  const show = () =>
    names.forEach((name, at) => {
      const box = areas[at].getBounds();
      const from = map.latLngToContainerPoint(box.getNorthWest());
      const width = map.latLngToContainerPoint(box.getSouthEast()).x - from.x;
      const { id, name: text } = outlines[at];
      if (id !== strong && width > text.length * LETTER) name.addTo(map);
      else name.remove();
    });
  map.on("zoomend resize", show);
  show();
}

/** The town's tiles, as its policy for this page allows them. */
function addTiles(frame, map) {
  const { tiles: address, attribution } = tilesOf();
  if (!address) return null;
  const source = frame.querySelector("[data-map-source]");
  const tiles = tileLayer(address, { maxZoom: CLOSEST });
  const tell = (text) => () => {
    source.textContent = text;
  };
  tiles.on("add", tell(attribution)).on("remove", tell(""));
  return tiles.addTo(map);
}

function tilesOf() {
  return document.querySelector('meta[name="kokommune-map"]').dataset;
}

function listenToZoom(frame, map) {
  for (const button of frame.querySelectorAll("[data-zoom]")) {
    const step = Number(button.dataset.zoom);
    button.addEventListener("click", () => map.setZoom(map.getZoom() + step));
  }
}
