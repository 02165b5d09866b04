/** Brings the page up to date in place, never under fingers that type. */

import { Idiomorph } from "idiomorph";

import { oneAtATime } from "../../service_worker/one_at_a_time.js";
import { breath } from "./breath.js";
import { isChanged } from "./field.js";
import { ask, isHungUp } from "./link.js";
import { policy } from "./policy.js";

const PATIENCE = 1000;
const CLOSED = 403;
const FIELDS = "input, textarea, select";

/**
 * `morph()` asks for the page anew; `enhance()` runs after it has changed. `dress(document)` does to
 * the page that comes what scripts have done to this one, so that only what is new is touched.
 * `outlast()` is for a page that cannot be brought up to date.
 */
export function createMorph({ enhance, dress, outlast }) {
  // The page as it came last: most news is not about what is to be seen.
  let shown = "";

  async function refresh() {
    // What answers a form is at no address.
    if (document.body.dataset.renderedBy === "post") return outlast();
    const html = await load();
    if (isHungUp()) return;
    if (!html) return outlast();
    if (html !== shown) {
      const fresh = new DOMParser().parseFromString(policy.createHTML(html), "text/html");
      // A portal's page is not ours.
      if (!fresh.body.dataset.renderedBy) return outlast();
      // On a first visit there is much to do at once; later somebody waits for what they wrote.
      if (document.body.dataset.renderedBy !== "worker") await breath();
      if (isHungUp()) return;
      shown = take(fresh) ? html : "";
    }
    return enhance();
  }

  /** Whether all of it is shown: what somebody writes in may have stayed as it was. */
  function take(fresh) {
    let isWhole = true;
    const leave = () => (isWhole = false);
    dress(fresh);
    for (const id of ["who", "places", "main"]) replace(id, fresh, leave);
    document.body.dataset.renderedBy = fresh.body.dataset.renderedBy;
    return isWhole;
  }

  return oneAtATime(() => refresh().catch((error) => console.error(error)));
}

/** From the worker, to which a message is a shorter way than a request, else however it comes. */
async function load() {
  const html = await ask({ type: "morph", url: location.href }, PATIENCE);
  return html || fetched().catch((error) => (console.warn(error), ""));
}

async function fetched() {
  const response = await fetch(location.pathname + location.search, {
    headers: { "Kokommune-Morph": "1" },
    // What the browser has of it is good where the server says that it is still the same.
    cache: "no-cache",
  });
  // That a page is closed to who reads now is a page as well.
  return response.ok || response.status === CLOSED ? response.text() : "";
}

/**
 * Bring one element of the page to what it is in a fresh document; `leave()` is called where
 * something in use has stayed as it was.
 */
export function replace(id, fresh, leave = () => {}) {
  const before = document.getElementById(id);
  const after = fresh.getElementById(id);
  const options = { callbacks: callbacks(leave), restoreFocus: true };
  if (before && after) Idiomorph.morph(before, after, options);
}

function callbacks(leave) {
  const isLeft = (isUsed) => isUsed && (leave(), true);
  return {
    beforeNodeMorphed: (node, fresh) =>
      !node.isEqualNode(fresh) && !isDrawn(node) && !isLeft(isInUse(node)),
    beforeNodeRemoved: (node) => !isLeft(holdsInUse(node)),
    beforeAttributeUpdated: (name, element) => !isOurs(name, element),
  };
}

/** A form that someone is writing in stays as it is, and so does a question that is asked. */
function isInUse(node) {
  if (node.localName === "dialog") return node.open;
  return node.localName === "form" && holdsInUse(node);
}

/**
 * What a map has drawn is not in the page as it comes; what was drawn for one reader alone, whom it
 * names, stays with that one.
 */
function isDrawn(node) {
  const { drawn } = node.dataset ?? {};
  return drawn !== undefined && (!drawn || drawn === document.getElementById("who").dataset.me);
}

function holdsInUse(node) {
  if (node.nodeType !== Node.ELEMENT_NODE) return false;
  const fields = node.matches(FIELDS) ? [node] : [...node.querySelectorAll(FIELDS)];
  return fields.some(isTouched);
}

function isTouched(field) {
  if (field.type === "hidden") return false;
  return field === document.activeElement || isChanged(field);
}

/** What people opened and what gave an element the focus lives in attributes. */
function isOurs(name, element) {
  return (name === "open" && element.localName === "details") || name === "tabindex";
}
