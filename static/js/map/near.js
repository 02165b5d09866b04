/** "In meiner Nähe": a list by distance. Where I am stays in this page's memory. */

import { link } from "./card.js";
import { byDistance, distanceText } from "./distance.js";
import { locate } from "./locate.js";

const MOST = 60;

/** `{refresh()}`: the button, the list and the dot that belong to a crowd's map. */
export function createNear(crowd, { words, language }) {
  let here = null;
  document.addEventListener("click", ({ target }) => {
    const button = target.closest("[data-near]");
    if (button) toggle(button);
  });

  async function toggle(button) {
    if (here || button.getAttribute("aria-disabled")) {
      if (here) leave();
      return;
    }
    button.setAttribute("aria-disabled", "true");
    say(words.searching);
    try {
      here = await locate();
      say("");
      crowd.stand(here);
    } catch (error) {
      say(words[error.message] ?? words.unavailable);
    }
    button.removeAttribute("aria-disabled");
    refresh();
    if (here) say(nearest());
  }

  function leave() {
    here = null;
    crowd.stand(null);
    say("");
    refresh();
  }

  /** Bring the page to the state: after a morph it is as the server has it. */
  function refresh() {
    const list = find("[data-near-list]");
    if (!list) return;
    find("[data-near]").setAttribute("aria-pressed", String(Boolean(here)));
    list.hidden = !here;
    find("[data-near-instead]").hidden = Boolean(here);
    list.replaceChildren(...(here ? sorted().slice(0, MOST).map(row) : []));
  }

  function sorted() {
    return byDistance(crowd.spots(), here);
  }

  function nearest() {
    const [first] = sorted();
    if (!first) return words.nothing_near;
    return words.nearest.replace("{distance}", distanceText(first.metres, language));
  }

  function row(spot) {
    const item = document.createElement("li");
    item.className = `spot look-${spot.look}`;
    const far = document.createElement("span");
    far.className = "spot__far";
    far.textContent = distanceText(spot.metres, language);
    item.append(link(spot), far);
    return item;
  }

  return { refresh };
}

function say(text) {
  find("[data-near-says]").textContent = text;
}

function find(selector) {
  return document.querySelector(selector);
}
