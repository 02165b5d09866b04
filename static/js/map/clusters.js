/** Thousands of places as a few pins. */

import Supercluster from "supercluster";

export const CLOSEST = 18;
const RADIUS = 60;
const MOST_LEAVES = 50;
/** A cluster of several neighbourhoods has the town's look. */
const MIXED = -1;

/** An index over spots `{href, title, point, look}`. */
export function createClusters(spots) {
  const index = new Supercluster({
    // Pins that lie on each other never come apart: they stay a cluster, which lists them.
    maxZoom: CLOSEST,
    radius: RADIUS,
    extent: 256,
    map: ({ look }) => ({ look }),
    reduce: (all, { look }) => {
      if (all.look !== look) all.look = MIXED;
    },
  });
  index.load(spots.map(feature));

  /** What is to be seen in `[west, south, east, north]`: spots and clusters, each with a `key`. */
  function within(box, zoom) {
    return index.getClusters(box, Math.round(zoom)).map(({ id, properties, geometry }) => {
      const point = [...geometry.coordinates].reverse();
      if (!properties.cluster) return { ...properties.spot, key: properties.spot.href };
      const { point_count, look } = properties;
      return { id, key: `${id}/${point_count}`, count: point_count, look, point };
    });
  }

  /** The zoom at which a cluster comes apart; beyond CLOSEST where it never does. */
  function opensAt(id) {
    return index.getClusterExpansionZoom(id);
  }

  function leaves(id) {
    return index.getLeaves(id, MOST_LEAVES).map(({ properties }) => properties.spot);
  }

  return { within, opensAt, leaves };
}

function feature(spot) {
  const [latitude, longitude] = spot.point;
  return {
    type: "Feature",
    properties: { look: spot.look, spot },
    geometry: { type: "Point", coordinates: [longitude, latitude] },
  };
}
