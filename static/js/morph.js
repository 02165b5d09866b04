/** Brings the page up to date in place, never under fingers that type. */

import { Idiomorph } from "idiomorph";

import { isChanged } from "./field.js";
import { isHungUp } from "./link.js";
import { policy } from "./policy.js";

const FIELDS = "input, textarea, select";

/** `morph()` asks for the page anew; `enhance()` runs after it has changed. */
export function createMorph(enhance) {
  let running = null;
  let next = null;

  function morph() {
    if (!running) return start();
    next ??= running.then(() => {
      next = null;
      return start();
    });
    return next;
  }

  function start() {
    running = refresh()
      .catch((error) => console.error(error))
      .finally(() => {
        running = null;
      });
    return running;
  }

  async function refresh() {
    const fresh = await load();
    if (!fresh || isHungUp()) return;
    for (const id of ["who", "places", "main"]) replace(id, fresh);
    document.body.dataset.renderedBy = fresh.body.dataset.renderedBy;
    enhance();
  }

  return morph;
}

async function load() {
  const response = await fetch(location.pathname + location.search, {
    headers: { "Kokommune-Morph": "1" },
    // What the browser has of it is good where the server says that it is still the same.
    cache: "no-cache",
  });
  if (!response.ok) return null;
  const html = policy.createHTML(await response.text());
  const fresh = new DOMParser().parseFromString(html, "text/html");
  // A portal's page is not ours.
  return fresh.body.dataset.renderedBy ? fresh : null;
}

/** Bring one element of the page to what it is in a fresh document. */
export function replace(id, fresh) {
  const before = document.getElementById(id);
  const after = fresh.getElementById(id);
  if (before && after) Idiomorph.morph(before, after, { callbacks, restoreFocus: true });
}

const callbacks = {
  beforeNodeMorphed: (node) => !isInUse(node) && !isDrawn(node),
  beforeNodeRemoved: (node) => !holdsInUse(node),
  beforeAttributeUpdated: (name, element) => !isOurs(name, element),
};

/** A form that someone is writing in stays as it is, and so does a question that is asked. */
function isInUse(node) {
  if (node.localName === "dialog") return node.open;
  return node.localName === "form" && holdsInUse(node);
}

/** What a map has drawn is not in the page as it comes. */
function isDrawn(node) {
  return node.nodeType === Node.ELEMENT_NODE && node.hasAttribute("data-drawn");
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
