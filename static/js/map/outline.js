/** Reads shapes, the outlines that phones draw. `app/models/shape.py` describes and writes them. */

const ONE = 100_000;
const FIRST = "?".charCodeAt(0);
const MORE = 32;

/** Polygons of rings of `[latitude, longitude]`: of each polygon the outer ring, then its holes. */
export function decode(shape) {
  if (!shape) return [];
  return shape.split(",").map((polygon) => polygon.split(" ").map(positions));
}

/** Whether a place lies in a shape; on a border between two it lies in exactly one of them. */
export function contains(shape, latitude, longitude) {
  return decode(shape).some((polygon) => {
    const passed = polygon.flatMap(edges).filter((edge) => passes(edge, latitude, longitude));
    return passed.length % 2 === 1;
  });
}

function positions(ring) {
  const found = [];
  const at = [0, 0];
  let axis = 0;
  let rest = 0;
  let place = 1;
  for (let index = 0; index < ring.length; index += 1) {
    const value = ring.charCodeAt(index) - FIRST;
    rest += (value % MORE) * place;
    place *= MORE;
    if (value >= MORE) continue;
    at[axis] += rest % 2 ? -(rest + 1) / 2 : rest / 2;
    if (axis === 1) found.push([at[0] / ONE, at[1] / ONE]);
    axis = 1 - axis;
    rest = 0;
    place = 1;
  }
  return found;
}

function edges(ring) {
  return ring.map((position, index) => [position, ring[(index + 1) % ring.length]]);
}

/** Read from south to north, so that both neighbours come to the same number for a border. */
function passes([one, other], latitude, longitude) {
  if (one[0] > latitude === other[0] > latitude) return false;
  const [[south, west], [north, east]] = one[0] < other[0] ? [one, other] : [other, one];
  return longitude < west + ((east - west) * (latitude - south)) / (north - south);
}
