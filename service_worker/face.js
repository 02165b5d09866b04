/** The town's own stylesheet and coat of arms, kept for when there is no network. */

import { isForeignPage } from "./wire.js";

const NAME = "town";
const TIMEOUT = 15_000;
const ADDRESS = /^\/(town|arms)-[0-9a-f]{16}\.(css|png|svg|webp)$/;

/** `caches` and `fetch` as in a worker. */
export function createFace({ caches, fetch }) {
  /** Whether a request is for a part of the town's face. */
  function has(request) {
    return request.method === "GET" && ADDRESS.test(new URL(request.url).pathname);
  }

  async function answer(request) {
    return (await caches.match(request)) ?? fetch(request);
  }

  /** Have what the town's document names, and nothing else; what fails is tried at the next sync. */
  async function keep({ style, arms }) {
    const named = [style, arms].filter(Boolean);
    const cache = await caches.open(NAME);
    const held = (await cache.keys()).map(({ url }) => new URL(url).pathname);
    await Promise.all(named.filter((path) => !held.includes(path)).map((path) => store(cache, path)));
    const old = held.filter((path) => !named.includes(path));
    await Promise.all(old.map((path) => cache.delete(path)));
  }

  async function store(cache, path) {
    const response = await fetch(path, { signal: AbortSignal.timeout(TIMEOUT) });
    if (!response.ok || isForeignPage(response)) throw new Error(`${path}: ${response.status}`);
    await cache.put(path, response);
  }

  return { has, answer, keep };
}
