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
    const shown = await open(found, url);
    const there = (await fuller(request, shown)) ?? fromReplica(shown);
    // Behind all reading, which would wait until this is written.
    if (found) opened(remember(found));
    return there ?? network(request, found, url);
  }

  function fromReplica(shown) {
    return shown && page(shown.html, 200, headersWith(headers, shown.tiles));
  }

  async function morph(request, found, url) {
    let shown = await open(found, url);
    const whole = await fuller(request, shown);
    if (whole) return whole;
    if (!shown && found) {
      // What was just written here is only in the worker's page: try to have it.
      await within(PATIENCE, sync.run()).catch(() => {});
      shown = await open(found, url);
    }
    if (shown) return page(shown.html);
    return within(LONG_PATIENCE, ask(request)).then(plain, () => page("", 504));
  }

  /** A page that lists more than this phone knows, where the network is quick to give it. */
  async function fuller(request, shown) {
    if (!shown?.more) return null;
    try {
      const response = await within(SHORT_PATIENCE, ask(request));
      return response.ok ? plain(response) : null;
    } catch {
      return null;
    }
  }

  /** The page from the replica; whatever is wrong with that, there is still the network. */
  async function open(found, url) {
    try {
      return found && (await pages.open(found, url));
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
