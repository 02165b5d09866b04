/** Puts the parts of the worker together; what a browser gives comes in as `host`. */

import { createAssets } from "./assets.js";
import { createCatalogues } from "./catalogues.js";
import { createDatabase } from "./database.js";
import { createFace } from "./face.js";
import { adopt } from "./identity.js";
import { createKiosk } from "./kiosk.js";
import { createNavigation, isPage } from "./navigation.js";
import { createPages } from "./pages.js";
import { createRenderer } from "./renderer.js";
import { createRemoval } from "./removal.js";
import { createReplica } from "./replica.js";
import { createRouter, scopesOf } from "./router.js";
import { speak } from "./language.js";
import { isLeaving } from "./signing_out.js";
import { createSync } from "./sync.js";
import { createTemplates } from "./templates.js";
import { createWire } from "./wire.js";

const QUESTIONS = new Set(["map", "morph", "page", "points"]);

/**
 * `host`: `{indexedDB, fetch, locks, now, random, caches, storage, origin, thrifty(), pages(),
 * update(), unregister(), claim(), keep(promise)}`, where `pages()` gives the open pages that the worker
 * controls as `{id, url, post(message)}`, and `pages(true)` all of this site.
 *
 * `product`: `{table, templates, assets, build, precache, later, tablet}` of the front-end build, of
 * which `templates` are the first.
 */
export function createWorker(host, product) {
  const { table, assets, build, precache, later, tablet } = product;
  const db = createDatabase(host.indexedDB, { mayUpgrade: true });
  const replica = createReplica(db, table.schema);
  const match = createRouter(table.pages);
  const files = createAssets({ ...host, build, precache, later, tablet });
  const post = createWire(host);
  const face = createFace(host);
  const sync = createSync({
    db,
    replica,
    post,
    locks: host.locks,
    now: host.now,
    random: host.random,
    schema: table.schema,
    storage: host.storage,
    thrifty: host.thrifty,
    tell: (change) => host.keep(tell(change)),
    outgrown: host.update,
  });
  const catalogues = createCatalogues({ files, assets, origin: host.origin });
  const first = product.templates;
  const templates = createTemplates({ first, files, assets, origin: host.origin });
  const pages = createPages({
    replica,
    bring: templates.bring,
    render: createRenderer(templates.known, catalogues.known),
    speak: catalogues.speak,
    storage: host.storage,
    now: host.now,
    build,
    assets,
  });
  const kiosk = createKiosk({ ...table.kiosk, db, pages });
  const navigate = createNavigation({
    match,
    kiosk,
    pages,
    replica,
    sync,
    fetch: host.fetch,
    headers: table.headers,
    now: host.now,
    leaving: () => isLeaving(db),
    opened: (remembered) => host.keep(remembered.catch(console.warn).then(() => refresh())),
  });

  const removal = createRemoval({ ...host, db, post, alone: sync.alone });

  // When each scope was last told to have changed: a page on its way then has not heard of it.
  const toldAt = new Map();

  async function tell({ scopes, outcomes }, except) {
    for (const scope of scopes) toldAt.set(scope, host.now());
    for (const page of await host.pages()) {
      if (page.id === except) continue;
      const changed = scopes.filter(shownBy(page));
      if (changed.length) page.post({ type: "changed", scopes: changed });
      if (outcomes?.length) page.post({ type: "outcomes", outcomes });
    }
  }

  function shownBy({ url }) {
    const found = match(new URL(url).pathname);
    const read = found ? [...scopesOf(found), "outbox"] : [];
    return (scope) => read.includes(scope) || scope.startsWith("me:");
  }

  /** What has changed `since` the page began to load. */
  function tellWhatWasMissed(page, since) {
    const missed = [...toldAt].filter(([, at]) => at >= since).map(([scope]) => scope);
    const changed = missed.filter(shownBy(page));
    if (changed.length) page.post({ type: "changed", scopes: changed });
  }

  /** Send and read; afterwards the open pages hear how it went. */
  async function synchronise(running) {
    const result = await running;
    if (removal.isGone()) return result;
    const { scopes, state } = await replica.snapshot([]);
    const { pulled_at, epoch } = state;
    if (result.ok) await keepFace(scopes.get("public")?.docs.town);
    // Where a large town begins, pages that few read first come after it.
    if (result.ok && !result.began) await templates.rest();
    for (const page of await host.pages()) {
      page.post({ type: "synced", ...result, pulled_at, epoch });
    }
    if (result.ready && !host.thrifty()) host.keep(files.fetchLater());
    // The rest of a large town.
    return result.began ? synchronise(sync.run()) : result;
  }

  /** Nobody waits for long: what is not there in time comes with the next sync. */
  async function keepFace(town) {
    if (town) await face.keep(town).catch((error) => console.warn(error));
  }

  const flush = () => synchronise(sync.run());
  const refresh = () => synchronise(sync.refresh());

  async function hello(page, { identities = [], language = "", spoken = "", since = Infinity }) {
    if (identities.length) await adopt(db, identities);
    await speak(db, language, spoken);
    await catalogues.speak(language || spoken);
    page.post({ type: "hello", build, adopted: identities.map(({ actor }) => actor) });
    tellWhatWasMissed(page, since);
    await remember(page.url);
    await refresh();
  }

  /**
   * What a page shows is kept up to date, also where the server has rendered it. Where there is no
   * room to note that, what waits is sent nonetheless, and what follows makes room.
   */
  async function remember(url) {
    const found = match(new URL(url).pathname);
    const scopes = found ? scopesOf(found).filter((scope) => scope !== "public") : [];
    await replica.touch(scopes, new Date(host.now()).toISOString()).catch(console.warn);
  }

  /** All pages hear that nothing is left; where it could not be done, only the one that asked. */
  async function remove(page) {
    const ok = await removal.remove();
    const hearers = ok ? await host.pages(true) : [page];
    for (const hearer of hearers) hearer.post({ type: "removed", ok });
  }

  /**
   * A page has registered the worker and is not controlled by it. After a removal browsers may
   * wake the worker that they were told to forget: it begins anew.
   */
  async function claim() {
    await removal.beginAnew();
    await files.install();
    await host.claim();
  }

  /** A tablet in public, or none any more. */
  async function become({ shows, asks }, answer) {
    await kiosk.set(shows);
    if (asks) answer(true);
  }

  /** What a page is by now; "" where the network is to be asked, too. */
  async function current(found, url) {
    const shown = found && (await pages.open(found, url).catch(() => null));
    return shown && !shown.more ? shown.html : "";
  }

  /** What pages ask for, and `answer(value)` brings them. */
  async function question({ type, url, visit }, answer) {
    if (type === "map") return answer(await pages.map());
    const target = new URL(url);
    const found = match(target.pathname);
    if (type === "morph") return answer(await current(found, target));
    if (type === "page") return answer(await kiosk.show(found, target, visit));
    return answer(found ? await pages.points(found, target) : []);
  }

  /** What pages say. */
  async function message(data, page, answer) {
    if (data?.type === "claim") return claim();
    if (removal.isGone()) return undefined;
    if (QUESTIONS.has(data?.type)) return question(data, answer);
    if (data?.type === "remove") return remove(page);
    if (data?.type === "kiosk") return become(data, answer);
    if (data?.type === "hello") return hello(page, data);
    if (data?.type !== "flush") return undefined;
    if (data.anew) sync.anew();
    if (data.changed) await tell({ scopes: ["outbox"] }, page.id);
    // Somebody has signed in or out: every page shows who.
    if (data.person) await tell({ scopes: ["outbox", "me:"] }, page.id);
    const result = await flush();
    if (data.asks) answer(result);
    return result;
  }

  /** A promise for the answer, or null where the worker leaves the request alone. */
  function respond(request) {
    if (removal.isGone()) return null;
    if (isPage(request, host.origin)) return navigate(request);
    if (new URL(request.url).origin === host.origin && files.has(request)) {
      return files.answer(request);
    }
    if (new URL(request.url).origin === host.origin && face.has(request)) {
      return face.answer(request);
    }
    return null;
  }

  return { db, files, flush, message, respond, open: () => db.open() };
}
