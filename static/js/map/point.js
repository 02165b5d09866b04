/** Places as text: `latitude,longitude` in degrees with five decimals, as `app/models/point.py`. */

const NUMBER = String.raw`([-+]?\d{1,3}(?:\.\d{1,12})?)`;
const WITH_COMMAS = String.raw`([-+]?\d{1,3},\d{1,12})`;
/** Also as people copy them from elsewhere, and with the decimal comma. */
const PATTERNS = [
  new RegExp(`^${NUMBER}(?:\\s*[,;]\\s*|\\s+)${NUMBER}$`),
  new RegExp(`^${WITH_COMMAS}(?:\\s*;\\s*|,?\\s+)${WITH_COMMAS}$`),
];

/** `[latitude, longitude]`, or null for what is no place on earth. */
export function readPoint(text) {
  const found = PATTERNS.map((pattern) => pattern.exec(text.trim())).find(Boolean);
  if (!found) return null;
  const [latitude, longitude] = found.slice(1).map((number) => Number(number.replace(",", ".")));
  const isOnEarth = Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180;
  return isOnEarth ? [latitude, longitude] : null;
}

/** The text of a place; a map that goes around the world more than once is still this one. */
export function pointText([latitude, longitude]) {
  const around = longitude - 360 * Math.round(longitude / 360);
  const within = Math.min(90, Math.max(-90, latitude));
  const shown = (number) => number.toFixed(5).replace("-0.00000", "0.00000");
  return [within, around].map(shown).join(",");
}
