/** What stands on a map: pins, clusters, and where I am. */

import { divIcon, marker } from "leaflet/dist/leaflet-src.esm.js";

const SIZE = 48;
const TIP = 44;
const KEYS = new Set([" ", "Enter"]);
const ME = 20;
const ON_TOP = 10_000;

/** A pin at `[latitude, longitude]`; with a `label` it can be tapped, reached and heard. */
export function pin(point, { look = -1, label = "", draggable = false } = {}) {
  const html = span(`pin look-${look}`);
  const icon = divIcon({
    html,
    className: "map__pin",
    iconSize: [SIZE, SIZE],
    iconAnchor: [SIZE / 2, TIP],
  });
  const keyboard = Boolean(label);
  const options = { icon, draggable, keyboard, interactive: keyboard || draggable };
  return labelled(marker(point, options), label);
}

/** A cluster of `count` places. */
export function cluster(point, { look, count, label, language }) {
  const html = span(`cluster look-${look}`);
  const number = span("cluster__count");
  number.textContent = new Intl.NumberFormat(language, { notation: "compact" }).format(count);
  html.append(number);
  const icon = divIcon({ html, className: "map__cluster", iconSize: [SIZE, SIZE] });
  return labelled(marker(point, { icon, autoPanOnFocus: false }), label);
}

/** The dot where I am. */
export function dot(point) {
  const icon = divIcon({ html: span("me"), className: "map__me", iconSize: [ME, ME] });
  const made = marker(point, { icon, interactive: false, keyboard: false, zIndexOffset: ON_TOP });
  return labelled(made, "");
}

function labelled(made, label) {
  return made.on("add", () => {
    const element = made.getElement();
    if (label) element.setAttribute("aria-label", label);
    else element.setAttribute("aria-hidden", "true");
    element.addEventListener("keydown", (event) => {
      if (!label || !KEYS.has(event.key)) return;
      event.preventDefault();
      made.fire("click");
    });
  });
}

function span(className) {
  const made = document.createElement("span");
  made.className = className;
  return made;
}
