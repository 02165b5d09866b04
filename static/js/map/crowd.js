/** A map of many places: a list's, or a neighbourhood's. */

import { latLngBounds, layerGroup } from "leaflet/dist/leaflet-src.esm.js";
import { boundsOfShape, createCanvas } from "./canvas.js";
import { createCard } from "./card.js";
import { CLOSEST, createClusters } from "./clusters.js";
import { cluster, dot, pin } from "./pins.js";
import { findSpots } from "./spots.js";

/** So that no pin lies under the buttons, or sticks out. */
const MARGIN = {
  paddingTopLeft: [32, 48],
  paddingBottomRight: [72, 24],
  maxZoom: 16,
  animate: false,
};

/** `{refresh(), spots(), stand(point)}` of a map that is drawn into the frame. */
export async function createCrowd(frame, town, { ask, words, language, breath }) {
  const { outline } = frame.dataset;
  const { map, home, tiles } = await createCanvas(frame, town, breath, { strong: outline });
  const card = createCard(frame);
  const layer = layerGroup().addTo(map);
  const shown = new Map();
  let spots = [];
  let clusters = createClusters([]);
  let me = null;

  map.on("moveend", draw);
  map.on("click", card.close);
  await refresh();
  look();

  async function refresh() {
    spots = await findSpots(ask);
    clusters = createClusters(spots);
    draw();
  }

  /** Begin where the places are: at the outline, else at those that lie in the town. */
  function look() {
    const own = town.outlines.find(({ id }) => id === outline);
    if (own) return map.fitBounds(boundsOfShape(own.shape), { padding: [12, 12], animate: false });
    const points = spots.map(({ point }) => point);
    const inside = points.filter((point) => home?.contains(point));
    const seen = inside.length ? inside : points;
    return seen.length ? map.fitBounds(latLngBounds(seen), MARGIN) : map;
  }

  /** Pins that stay keep their element, and with it the focus. */
  function draw() {
    const box = map.getBounds().pad(0.1);
    const edges = [box.getWest(), box.getSouth(), box.getEast(), box.getNorth()];
    const things = clusters.within(edges, map.getZoom());
    const keys = new Set(things.map(({ key }) => key));
    for (const [key, marker] of shown) {
      if (keys.has(key)) continue;
      marker.remove();
      shown.delete(key);
    }
    for (const thing of things) {
      if (!shown.has(thing.key)) shown.set(thing.key, made(thing).addTo(layer));
    }
  }

  function made(thing) {
    if (!thing.count) {
      const single = pin(thing.point, { look: thing.look, label: thing.title });
      return single.on("click", () => card.show([thing], single.getElement()));
    }
    const number = new Intl.NumberFormat(language).format(thing.count);
    const label = words.cluster.replace("{count}", number);
    const several = cluster(thing.point, { ...thing, label, language });
    return several.on("click", () => open(thing, several));
  }

  function open({ id, point }, marker) {
    const zoom = clusters.opensAt(id);
    if (zoom > CLOSEST) {
      card.show(clusters.leaves(id), marker.getElement());
      return;
    }
    card.close();
    if (marker.getElement() === document.activeElement) map.getContainer().focus();
    map.setView(point, zoom);
  }

  /** Show where I am, or with null no longer. Tiles would tell their server where that is. */
  function stand(point) {
    me?.remove();
    me = point && dot(point).addTo(map);
    if (tiles && point) tiles.remove();
    else tiles?.addTo(map);
  }

  return { refresh, spots: () => spots, stand };
}
