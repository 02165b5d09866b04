/** How far two places are from each other, and how that is said. */

const EARTH = 6_371_008.8;
const RADIANS = Math.PI / 180;

/** Metres between two `[latitude, longitude]`, on a sphere. */
export function distance([south, west], [north, east]) {
  const up = Math.sin(((north - south) * RADIANS) / 2) ** 2;
  const along = Math.sin(((east - west) * RADIANS) / 2) ** 2;
  const squared = up + Math.cos(south * RADIANS) * Math.cos(north * RADIANS) * along;
  return 2 * EARTH * Math.asin(Math.sqrt(squared));
}

/** `230 m`, `1,4 km`, `12 km`: as exact as a walk needs it. */
export function distanceText(metres, language) {
  const rounded = Math.round(metres / 10) * 10;
  if (rounded < 1000) return format(rounded, "meter", 0, language);
  const kilometres = rounded / 1000;
  return format(kilometres, "kilometer", kilometres < 9.95 ? 1 : 0, language);
}

/** Spots `{point, …}` with `metres` from a place, the nearest first. */
export function byDistance(spots, from) {
  return spots
    .map((spot) => ({ ...spot, metres: distance(from, spot.point) }))
    .sort((a, b) => a.metres - b.metres || (a.href < b.href ? -1 : 1));
}

function format(value, unit, maximumFractionDigits, language) {
  const options = { style: "unit", unit, maximumFractionDigits };
  return new Intl.NumberFormat(language, options).format(value);
}
