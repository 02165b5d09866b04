/** Answers to navigations, and to pages that ask for themselves anew (`Kokommune-Morph`). */

import { headersOfKiosk, headersWith } from "./headers.js";
import { scopesOf } from "./router.js";
import { isForeignPage, NoAnswer } from "./wire.js";
import { within } from "./within.js";

const PATIENCE = 4000;
const SHORT_PATIENCE = 2000;
const LONG_PATIENCE = 15_000;
const MORPH = "Kokommune-Morph";

/** Whether a request is one for a page. */
export function isPage(request, origin) {
  if (request.method !== "GET" || new URL(request.url).origin !== origin) return false;
  return request.mode === "navigate" || request.headers.has(MORPH);
}

/**
 * `answer(request)` gives a Response from the replica, else from the network, else the page that
 * says what is missing; on a tablet in public always its one document, as in kiosk.js. `opened()`
 * is called after a navigation, with what it read; `leaving()` says whether the cookie is still that of somebody who has signed out here.
 */
export function createNavigation(parts) {
  const { match, pages, replica, sync, fetch, headers, now, opened, leaving } = parts;
  const { kiosk } = parts;

  async function answer(request) {
    const url = new URL(request.url);
    const found = match(url.pathname);
    return request.headers.has(MORPH) ? morph(request, found, url) : navigate(request, found, url);
  }

  async function navigate(request, found, url) {
    const shell = await kiosk.shell(url);
    if (shell !== null) return page(shell, 200, headersOfKiosk(headers));
    const away = await kiosk.away(url);
    if (away) return Response.redirect(away, 303);
    const there = (await fromServer(request, found)) ?? (await fromReplica(found, url));
    // Behind all reading, which would wait until this is written.
    if (found) opened(remember(found));
    return there ?? network(request, found, url);
  }

  async function fromReplica(found, url) {
    const html = await show(found, url);
    return html && page(html, 200, headersWith(headers, await pages.tiles(found)));
  }

  async function morph(request, found, url) {
    const whole = await fromServer(request, found);
    if (whole) return whole;
    let html = await show(found, url);
    if (html === null && found) {
      // What was just written here is only in the worker's page: try to have it.
      await within(PATIENCE, sync.run()).catch(() => {});
      html = await show(found, url);
    }
    if (html !== null) return page(html);
    return within(LONG_PATIENCE, ask(request)).then(plain, () => page("", 504));
  }

  /** A page that lists more than this phone knows, where the network is quick to give it. */
  async function fromServer(request, found) {
    try {
      if (!found || !(await pages.isPartial(found))) return null;
      const response = await within(SHORT_PATIENCE, ask(request));
      return response.ok ? plain(response) : null;
    } catch {
      return null;
    }
  }

  /** The page from the replica; whatever is wrong with that, there is still the network. */
  async function show(found, url) {
    try {
      return found && (await pages.show(found, url));
    } catch (error) {
      console.error(error);
      return null;
    }
  }

  async function network(request, found, url) {
    try {
      const known = await pages.hasCard(found).catch(() => false);
      const patience = known ? PATIENCE : LONG_PATIENCE;
      return plain(await within(patience, ask(request)));
    } catch {
      return page(await pages.offline(found, url), 503);
    }
  }

  async function ask(request) {
    const isNobody = await leaving();
    const response = await fetch(isNobody ? new Request(request, { credentials: "omit" }) : request);
    if (isForeignPage(response)) throw new NoAnswer("not our server");
    return response;
  }

  function remember(found) {
    const scopes = scopesOf(found).filter((scope) => scope !== "public");
    return replica.touch(scopes, new Date(now()).toISOString());
  }

  function page(html, status = 200, usual = headers) {
    const own = { "Content-Type": "text/html; charset=utf-8", "Cache-Control": "no-store" };
    return new Response(html, { status, headers: { ...usual, ...own } });
  }

  return answer;
}

/** A response that says nothing of redirects, which browsers refuse as answer to a navigation. */
function plain(response) {
  if (!response.redirected) return response;
  const { status, statusText, headers } = response;
  return new Response(response.body, { status, statusText, headers });
}
