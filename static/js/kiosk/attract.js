/** Turns through what the town is doing while nobody is at the tablet. */

import { said } from "../said.js";

const EACH = 8000;
const LETTERS = ["large", "middle", "small"];

/** `shows()` gives the neighbourhoods that the tablet is about; none: all. */
export function createAttract({ shows, wallClock }) {
  const still = matchMedia("(prefers-reduced-motion: reduce)");
  let timer = 0;
  let isPaused = still.matches;
  new ResizeObserver(fit).observe(document.getElementById("slides"));

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
    fit();
  }

  /** Letters as large as let all of it be read: titles have a word or twenty. */
  function fit() {
    const slide = shown();
    if (!slide) return;
    for (const size of LETTERS) {
      slide.dataset.letters = size;
      if (slide.scrollHeight <= slide.clientHeight) return;
    }
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
    button.querySelector(".kern-label").textContent = said(isPaused ? "paused" : "turning");
    // What does not turn is turned by hand.
    const isAlone = slides().length < 2;
    button.hidden = isAlone;
    document.querySelector("[data-do=next]").hidden = isAlone || !isPaused;
    fit();
  }

  const shown = () => document.querySelector(".slide:not([hidden])");
  const open = () => shown()?.dataset.open ?? "/";
  return { begin, end, tell, pause, turn, open };
}
