/** Turns through what the town is doing while nobody is at the tablet. */

import { said } from "../said.js";

const EACH = 8000;

/** `shows()` gives the neighbourhoods that the tablet is about; none: all. */
export function createAttract({ shows, wallClock }) {
  const still = matchMedia("(prefers-reduced-motion: reduce)");
  let timer = 0;
  let isPaused = still.matches;

  function begin() {
    turn();
    clearInterval(timer);
    timer = setInterval(() => isPaused || turn(), EACH);
    tell();
  }

  function end() {
    clearInterval(timer);
  }

  /** The next one: projects, shifts and proposals in turn, as far as they are about this place. */
  function turn() {
    const all = slides();
    if (all.length === 0) return;
    const next = (all.findIndex(({ hidden }) => !hidden) + 1) % all.length;
    for (const slide of document.querySelectorAll(".slide")) slide.hidden = slide !== all[next];
  }

  function slides() {
    const places = new Set(shows());
    const isShown = ({ dataset: { place, ends } }) =>
      (places.size === 0 || place === "town" || places.has(place)) && !(ends <= wallClock());
    return [...document.querySelectorAll(".slide")].filter(isShown);
  }

  function pause() {
    isPaused = !isPaused;
    tell();
  }

  function tell() {
    const button = document.querySelector("[data-do=pause]");
    button.setAttribute("aria-pressed", String(isPaused));
    button.querySelector(".kern-label").textContent = said(isPaused ? "paused" : "turning");
    // What does not turn is turned by hand.
    document.getElementById("slides").toggleAttribute("data-still", isPaused);
  }

  const open = () => document.querySelector(".slide:not([hidden])")?.dataset.open ?? "/";
  return { begin, end, tell, pause, open };
}
