/** One thing's place: a picture of the town with a pin. */

import { boundsOf, boundsOfShape, createCanvas } from "./canvas.js";
import { pin } from "./pins.js";
import { readPoint } from "./point.js";
import { judge } from "./verdict.js";

const CLOSE = 15;

/** `{refresh()}` of a map that is drawn into the frame. */
export async function createSingle(frame, town, { breath }) {
  let drawn = "";
  let looked = "";
  let marker = null;
  const { map } = await createCanvas(frame, town, breath, { still: true, view: lookAround });
  refresh();

  function refresh() {
    const { point: text, look } = frame.dataset;
    const point = readPoint(text);
    if (text === drawn || !point) return;
    drawn = text;
    marker?.remove();
    marker = pin(point, { look: Number(look) }).addTo(map);
    if (looked !== text) lookAround(map);
  }

  /** At the neighbourhood in which the place is. */
  function lookAround(canvas) {
    const { point: text } = frame.dataset;
    const point = readPoint(text);
    if (!point) return;
    looked = text;
    const { place } = judge(town.outlines, point);
    const around = place ? boundsOfShape(place.shape) : boundsOf(town.bounds);
    if (around) canvas.fitBounds(around.extend(point), { padding: [24, 24], animate: false });
    else canvas.setView(point, CLOSE, { animate: false });
  }

  return { refresh };
}
