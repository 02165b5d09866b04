/** Pages inside the tablet's one document: its address never changes, and nothing is remembered. */

import { isForeignPage } from "../../../service_worker/wire.js";
import { ask } from "../link.js";
import { replace } from "../morph.js";
import { policy } from "../policy.js";
import { said } from "../said.js";
import { guard, mayShow } from "./allowed.js";
import { createUnsent } from "./unsent.js";

const PATIENCE = 6000;
const HOME = "/";
/** The one address of a tablet. */
export const KIOSK = "/kiosk";

/**
 * `person` as in person.js, `language()` the one on the screen, `changed()` is called when a page is
 * on it.
 *
 * `show(path)` goes there, `back()` to where one came from, `refresh()` brings what is on the screen
 * up to date, never under fingers that type; `shell()` gives the tablet's own document anew.
 */
export function createPages({ person, language, changed }) {
  const before = [];
  const unsent = createUnsent();
  let path = HOME;
  let turn = 0;

  async function show(target, { remember = true } = {}) {
    if (target.startsWith("#")) return focus(target);
    const url = new URL(target, location.origin);
    if (!mayShow(url.pathname, person.signedIn())) return undefined;
    const asked = ++turn;
    const fresh = await load(url);
    if (asked !== turn || isOver()) return undefined;
    unsent.keep(path);
    if (remember && path !== target) before.push(path);
    path = url.pathname + url.search + url.hash;
    put(fresh ?? missing());
    unsent.restore(path);
    focus(url.hash);
    return changed(path);
  }

  function back() {
    const target = before.pop() ?? HOME;
    return show(target, { remember: false });
  }

  async function refresh() {
    const asked = turn;
    const shown = path;
    const fresh = await load(new URL(shown, location.origin));
    // What was on its way when this began may be there by now: it is not put back.
    if (!fresh || asked !== turn || shown !== path || isOver()) return;
    guard(fresh, person.signedIn());
    replace("main", fresh);
    name();
    changed(path);
  }

  /** Bring somebody to what they have just given: the first of these elements that is there. */
  function reveal(ids) {
    const found = ids.find((id) => document.getElementById(id));
    if (found) focus(`#${found}`, "center");
  }

  async function shell() {
    return parsed(await fromWorker(new URL(KIOSK, location.origin)));
  }

  /** The page as a document, or null where it cannot be had. */
  async function load(url) {
    const sources = person.signedIn() ? [fromServer, fromWorker] : [fromWorker, fromServer];
    for (const source of sources) {
      const fresh = parsed(await source(url));
      if (fresh) return fresh;
    }
    return null;
  }

  function fromWorker(url) {
    const visit = person.seen(language());
    return ask({ type: "page", url: url.href, visit }, PATIENCE);
  }

  async function fromServer(url) {
    const headers = { "Accept-Language": language(), ...person.headers() };
    const signal = AbortSignal.timeout(PATIENCE);
    try {
      const response = await fetch(url, { headers, signal, cache: "no-store", redirect: "error" });
      return response.ok && !isForeignPage(response) ? await response.text() : "";
    } catch {
      return "";
    }
  }

  function put(fresh) {
    guard(fresh, person.signedIn());
    const main = document.getElementById("main");
    main.replaceChildren(...fresh.getElementById("main").childNodes);
    main.scrollTop = 0;
    name();
  }

  /** Focus goes to the page as a whole, and what it is called is said then. */
  function name() {
    const main = document.getElementById("main");
    main.setAttribute("aria-label", main.querySelector("h1")?.textContent ?? "");
  }

  /** Where somebody was, what they had typed there, and what was on its way to the screen. */
  function forget() {
    turn += 1;
    before.length = 0;
    unsent.forget();
  }

  function hasUnsent() {
    unsent.keep(path);
    return unsent.has();
  }

  return { show, back, refresh, reveal, shell, forget, hasUnsent, path: () => path, home: HOME };
}

function parsed(html) {
  if (!html) return null;
  const fresh = new DOMParser().parseFromString(policy.createHTML(html), "text/html");
  return fresh.body.dataset.renderedBy ? fresh : null;
}

/** Whether the visit has ended meanwhile: there is nothing any more to show a page in. */
function isOver() {
  return !document.getElementById("main");
}

/** What stands there instead of a page that the tablet does not have. */
function missing() {
  const page = document.implementation.createHTMLDocument();
  const main = page.createElement("main");
  const [title, text] = [page.createElement("h1"), page.createElement("p")];
  main.id = "main";
  title.textContent = said("not_here_title");
  text.textContent = said("not_here");
  main.append(title, text);
  page.body.append(main);
  return page;
}

function focus(hash, block = "start") {
  const named = hash ? document.getElementById(decodeURIComponent(hash.slice(1))) : null;
  const target = named ?? document.getElementById("main");
  if (named) target.tabIndex = -1;
  if (named?.localName === "details") named.open = true;
  target.focus({ preventScroll: !named });
  named?.scrollIntoView({ block });
}
