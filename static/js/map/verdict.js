/** Whether a place is one in this town, and in which of its neighbourhoods. */

import { contains } from "./outline.js";

/**
 * `{verdict, place}` for `[latitude, longitude]` and the town's outlines: "inside" with the
 * outline as `place`; "swapped": only the other way round inside; "outside"; or "unknown" where
 * the town has no outlines.
 */
export function judge(outlines, [latitude, longitude]) {
  if (outlines.length === 0) return { verdict: "unknown", place: null };
  const place = outlines.find(({ shape }) => contains(shape, latitude, longitude));
  if (place) return { verdict: "inside", place };
  const isSwapped = outlines.some(({ shape }) => contains(shape, longitude, latitude));
  return { verdict: isSwapped ? "swapped" : "outside", place: null };
}
