/** Choosing a place in a form: on the map, by where I am, or as coordinates. */

import { boundsOf, createCanvas } from "./canvas.js";
import { locate } from "./locate.js";
import { pin } from "./pins.js";
import { pointText, readPoint } from "./point.js";
import { judge } from "./verdict.js";

const NEAR = 16;

/** Draws the map into a form's `details`; the place itself lives in the form's field. */
export async function createPicker(details, town, { words, breath }) {
  const form = details.closest("form");
  const field = form.elements.point;
  const frame = details.querySelector("[data-map-frame]");
  const { map, home } = await createCanvas(frame, town, breath);
  let marker = null;

  map.on("click", ({ latlng }) => choose([latlng.lat, latlng.lng]));
  on("[data-place-here]", () => {
    const { lat, lng } = map.getCenter();
    choose([lat, lng]);
  });
  on("[data-place-none]", () => choose(null));
  on("[data-place-mine]", findMe);
  field.addEventListener("change", () => {
    draw();
    if (!field.value) say(words.none);
  });
  form.addEventListener("reset", () => {
    details.open = false;
    queueMicrotask(draw);
  });
  draw();

  function on(selector, act) {
    details.querySelector(selector).addEventListener("click", act);
  }

  function choose(point) {
    field.value = point ? pointText(point) : "";
    field.dispatchEvent(new Event("input", { bubbles: true }));
    field.dispatchEvent(new Event("change", { bubbles: true }));
  }

  async function findMe() {
    say(words.searching);
    try {
      choose(await locate());
    } catch (error) {
      say(words[error.message] ?? words.unavailable);
    }
  }

  function say(text) {
    details.querySelector("[data-place-says]").textContent = text;
  }

  /** The pin stands where the field says. */
  function draw() {
    const point = readPoint(field.value);
    marker?.remove();
    marker = null;
    if (!point) return;
    const { place } = judge(town.outlines, point);
    marker = pin(point, { look: place ? place.look : -1, draggable: true }).addTo(map);
    marker.on("dragend", () => {
      const { lat, lng } = marker.getLatLng();
      choose([lat, lng]);
    });
    if (map.getBounds().pad(-0.1).contains(point)) return;
    // Where a place lies outside, one sees how far from the town that is.
    if (home.contains(point)) map.setView(point, Math.max(map.getZoom(), NEAR), { animate: false });
    else map.fitBounds(boundsOf(town.bounds).extend(point), { padding: [48, 48], animate: false });
  }
}
