/** Files of the front-end build: kept whole, a cache for each build. */

import { isForeignPage } from "./wire.js";

const PREFIX = "assets-";
const FOLDER = "/static/dist/";

/** `caches` and `fetch` as in a worker; `build` and `precache` from the build. */
export function createAssets({ caches, fetch, build, precache }) {
  const name = PREFIX + build;

  /** Fetch what no earlier build has brought. */
  async function install() {
    const cache = await caches.open(name);
    await Promise.all(precache.map((url) => store(cache, url)));
  }

  async function store(cache, url) {
    const response = (await caches.match(url)) ?? (await fetch(url));
    if (!response.ok || isForeignPage(response)) throw new Error(`${url}: ${response.status}`);
    await cache.put(url, response);
  }

  /** Drop old builds; the one before stays for pages that are open. */
  async function sweep() {
    const names = (await caches.keys()).filter((each) => each.startsWith(PREFIX));
    const old = names.filter((each) => each !== name).slice(0, -1);
    await Promise.all(old.map((each) => caches.delete(each)));
  }

  /** Whether a request is for a file of a build. */
  function has(request) {
    const { pathname } = new URL(request.url);
    return request.method === "GET" && pathname.startsWith(FOLDER);
  }

  async function answer(request) {
    return (await caches.match(request)) ?? fetch(request);
  }

  return { install, sweep, has, answer };
}
