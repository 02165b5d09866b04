/** The service worker's life, and nothing but that. */

import { assets, build, later, precache, tablet } from "../static/dist/generated/assets.js";
import { headers, kiosk, pages as rows, schema } from "../static/dist/generated/table.json";
import templates from "../static/dist/generated/templates.json";
import { createWorker } from "./worker.js";

const host = {
  indexedDB: self.indexedDB,
  fetch: (...args) => self.fetch(...args),
  locks: self.navigator.locks,
  now: Date.now,
  random: Math.random,
  caches: self.caches,
  storage: self.navigator.storage,
  origin: self.location.origin,
  thrifty: () => Boolean(self.navigator.connection?.saveData),
  update: () => self.registration.update().catch(() => {}),
  claim: () => self.clients.claim(),
  unregister: () => self.registration.unregister(),
  pages,
  keep,
};
// By name, so that the catalogues of the same file stay out of the worker.
const table = { headers, kiosk, pages: rows, schema };
const product = { table, templates, assets, build, precache, later, tablet };
const worker = createWorker(host, product);
const kept = new Set();

self.addEventListener("install", (event) => {
  self.skipWaiting();
  event.waitUntil(worker.files.install());
});

self.addEventListener("activate", (event) => {
  event.waitUntil(
    worker
      .open()
      .then(() => worker.files.sweep())
      .then(() => self.clients.claim()),
  );
});

self.addEventListener("fetch", (event) => {
  const answer = worker.respond(event.request);
  if (!answer) return;
  event.respondWith(answer);
  event.waitUntil(answer.then(settle, settle));
});

self.addEventListener("message", (event) => {
  const answer = (value) => event.ports[0].postMessage(value);
  event.waitUntil(worker.message(event.data, page(event.source), answer));
});

self.addEventListener("sync", (event) => {
  event.waitUntil(
    worker.flush().then(({ ok, pause }) => {
      // No page is open that would ask again after the pause: the browser does.
      if (!ok || pause) throw new Error("Not all has been sent.");
    }),
  );
});

/** Work that goes on after its event has been answered keeps the worker alive. */
function keep(promise) {
  const quiet = promise.catch((error) => console.error(error));
  kept.add(quiet);
  quiet.finally(() => kept.delete(quiet));
}

async function settle() {
  while (kept.size > 0) await Promise.all(kept);
}

async function pages(includeUncontrolled = false) {
  const all = await self.clients.matchAll({ type: "window", includeUncontrolled });
  return all.map(page);
}

function page(client) {
  return { id: client.id, url: client.url, post: (message) => client.postMessage(message) };
}
