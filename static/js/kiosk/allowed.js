/** What a tablet's pages may lead to and send: what the server's own table names, nothing else. */

import { tablet } from "../../dist/generated/table.json";
import { createRouter } from "../../../service_worker/router.js";
import { takeOver } from "../validity.js";

const COMMANDS = "/commands/";
/** Maps are moved with two fingers, and are not on tablets. */
const MAPS = /\/map$/;

/** What is for one's own device, or cannot be shown without a map. */
const NOT_HERE = ".views, .map, .place, .where, .share, input[type=file], iframe, object";

const rows = (paths) => createRouter(paths.map((path) => ({ path })));
const isPublic = rows(tablet.paths.filter((path) => !MAPS.test(path)));
const isOwn = rows(tablet.own);

/** Whether a page may be shown; one's own while one is `signedIn`. */
export function mayShow(path, signedIn) {
  return Boolean(isPublic(path) || (signedIn && isOwn(path)));
}

/** Whether a page is for everybody, so that a phone can open it. */
export function isForAll(path) {
  return Boolean(isPublic(path));
}

/**
 * Take out of a page what leads out of it. Links that lead nowhere here keep their words; forms for
 * what cannot be done here go with what was folded around them.
 */
export function guard(root, signedIn) {
  for (const link of root.querySelectorAll("a[href]")) guardLink(link, signedIn);
  for (const form of root.querySelectorAll("form")) {
    if (maySend(form, signedIn)) quieten(form);
    else (form.closest("details") ?? form).remove();
  }
  for (const each of root.querySelectorAll(NOT_HERE)) each.remove();
}

/** The command that a form carries, where it may be sent from here; else "". */
export function commandOf(form, signedIn) {
  const { origin, pathname } = new URL(form.getAttribute("action"), location.origin);
  const name = pathname.startsWith(COMMANDS) ? pathname.slice(COMMANDS.length) : "";
  const allowed = signedIn ? tablet.signed_in : tablet.visit;
  return origin === location.origin && allowed.includes(name) ? name : "";
}

function maySend(form, signedIn) {
  if (form.method === "post") return Boolean(commandOf(form, signedIn));
  const { origin, pathname } = new URL(form.getAttribute("action") ?? "/", location.origin);
  return origin === location.origin && mayShow(pathname, signedIn);
}

function guardLink(link, signedIn) {
  const { origin, pathname } = new URL(link.getAttribute("href"), location.origin);
  const isHash = link.getAttribute("href").startsWith("#");
  if (isHash || (origin === location.origin && mayShow(pathname, signedIn))) {
    for (const name of ["target", "download", "ping"]) link.removeAttribute(name);
    return;
  }
  const words = document.createElement("span");
  words.append(...link.childNodes);
  link.replaceWith(words);
}

/** Browsers remember nothing of what is typed, and correct nothing by what they have learned. */
function quieten(form) {
  takeOver(form);
  form.autocomplete = "off";
  for (const field of form.elements) {
    field.setAttribute("autocomplete", "off");
    field.setAttribute("autocorrect", "off");
    field.setAttribute("spellcheck", "false");
  }
}
