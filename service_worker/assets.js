/** Files of the front-end build: kept whole, a cache for each build. */

import { isForeignPage } from "./wire.js";

const PREFIX = "assets-";
const FOLDER = "/static/dist/";
const PATIENCE = 30_000;
const HASH = /-[0-9A-Za-z]{8,}(?=\.\w+$)/;

/**
 * `caches` and `fetch` as in a worker; `build`, `precache`, `later` and `tablet` from the build, of
 * which the last are kept where they are asked for.
 */
export function createAssets({ caches, fetch, build, precache, later = [], tablet = [] }) {
  const name = PREFIX + build;
  const optional = [...later, ...tablet];
  let missing = later;

  /** Fetch what no earlier build has brought, and anew what can come later and was here. */
  async function install() {
    const [cache, stems] = await Promise.all([caches.open(name), held()]);
    const wanted = [...precache, ...optional.filter((url) => stems.has(stem(url)))];
    await Promise.all(wanted.map((url) => store(cache, url)));
  }

  /** What earlier builds have brought here, by names without hashes. */
  async function held() {
    const names = (await caches.keys()).filter((each) => each.startsWith(PREFIX));
    const builds = await Promise.all(names.map((each) => caches.open(each)));
    const requests = (await Promise.all(builds.map((build) => build.keys()))).flat();
    return new Set(requests.map(({ url }) => stem(new URL(url).pathname)));
  }

  /**
   * Fetch what a first visit can do without; what fails is tried again at the next call.
   *
   * One after the other: browsers open few connections to a site, and those that a silent network
   * holds would be missing for what residents have written.
   */
  async function fetchLater() {
    if (missing.length === 0) return;
    const wanted = missing;
    missing = [];
    const cache = await caches.open(name);
    const failed = [];
    for (const url of wanted) {
      const inTime = { signal: AbortSignal.timeout(PATIENCE) };
      await store(cache, url, inTime).catch(() => failed.push(url));
    }
    missing = failed;
  }

  async function store(cache, url, options) {
    if (await cache.match(url)) return;
    const response = (await caches.match(url)) ?? (await fetch(url, options));
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
    const { pathname } = new URL(request.url);
    const isLate = optional.includes(pathname) && !(await caches.match(request));
    if (isLate) await store(await caches.open(name), pathname);
    return (await caches.match(request)) ?? fetch(request);
  }

  return { install, fetchLater, sweep, has, answer };
}

function stem(path) {
  return path.replace(HASH, "");
}
