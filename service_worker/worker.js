/** Puts the parts of the worker together; what a browser gives comes in as `host`. */

import { createAssets } from "./assets.js";
import { createDatabase } from "./database.js";
import { adopt } from "./identity.js";
import { createNavigation, isPage } from "./navigation.js";
import { createPages } from "./pages.js";
import { createRenderer } from "./renderer.js";
import { createReplica } from "./replica.js";
import { createRouter, scopesOf } from "./router.js";
import { createSync } from "./sync.js";
import { createWire } from "./wire.js";

/**
 * `host`: `{indexedDB, fetch, locks, now, random, caches, storage, origin, thrifty(), pages(),
 * update(), keep(promise)}`, where `pages()` gives the open pages as `{id, url, post(message)}`.
 *
 * `product`: `{table, templates, assets, build, precache}` of the front-end build.
 */
export function createWorker(host, product) {
  const { table, templates, assets, build, precache } = product;
  const db = createDatabase(host.indexedDB, { mayUpgrade: true });
  const replica = createReplica(db, table.schema);
  const match = createRouter(table.pages);
  const files = createAssets({ ...host, build, precache });
  const sync = createSync({
    db,
    replica,
    post: createWire(host),
    locks: host.locks,
    now: host.now,
    random: host.random,
    schema: table.schema,
    thrifty: host.thrifty,
    tell: (change) => host.keep(tell(change)),
    outgrown: host.update,
  });
  const pages = createPages({
    replica,
    render: createRenderer(templates),
    storage: host.storage,
    build,
    assets,
  });
  const navigate = createNavigation({
    match,
    pages,
    replica,
    sync,
    fetch: host.fetch,
    headers: table.headers,
    now: host.now,
    opened: (remembered) => host.keep(remembered.then(() => refresh())),
  });

  async function tell({ scopes, outcomes }, except) {
    for (const page of await host.pages()) {
      if (page.id === except) continue;
      const found = match(new URL(page.url).pathname);
      const read = found ? [...scopesOf(found), "outbox"] : [];
      const changed = scopes.filter((scope) => read.includes(scope) || scope.startsWith("me:"));
      if (changed.length) page.post({ type: "changed", scopes: changed });
      if (outcomes?.length) page.post({ type: "outcomes", outcomes });
    }
  }

  /** Send and read; afterwards the open pages hear how it went. */
  async function synchronise(running) {
    const result = await running;
    const { pulled_at } = (await replica.snapshot([])).state;
    for (const page of await host.pages()) {
      page.post({ type: "synced", ...result, pulled_at });
    }
    return result;
  }

  const flush = () => synchronise(sync.run());
  const refresh = () => synchronise(sync.refresh());

  async function hello(page, identities) {
    if (identities.length) await adopt(db, identities);
    page.post({ type: "hello", build, adopted: identities.map(({ actor }) => actor) });
    await remember(page.url);
    await refresh();
  }

  /** What a page shows is kept up to date, also where the server has rendered it. */
  async function remember(url) {
    const found = match(new URL(url).pathname);
    const scopes = found ? scopesOf(found).filter((scope) => scope !== "public") : [];
    await replica.touch(scopes, new Date(host.now()).toISOString());
  }

  /** What pages say. */
  async function message(data, page) {
    if (data?.type === "hello") return hello(page, data.identities ?? []);
    if (data?.type !== "flush") return undefined;
    if (data.changed) await tell({ scopes: ["outbox"] }, page.id);
    return flush();
  }

  /** A promise for the answer, or null where the worker leaves the request alone. */
  function respond(request) {
    if (isPage(request, host.origin)) return navigate(request);
    if (new URL(request.url).origin === host.origin && files.has(request)) {
      return files.answer(request);
    }
    return null;
  }

  return { db, files, flush, message, respond, open: () => db.open() };
}
