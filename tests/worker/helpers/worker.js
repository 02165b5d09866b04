/** A worker as the browser would have it, in a town with two projects. */

import { IDBFactory } from "fake-indexeddb";

import { compile } from "../../../bin/frontend/templates.js";
import { createWorker } from "../../../service_worker/worker.js";
import { Town } from "./town.js";

export const ORIGIN = "https://town.example";
export const GARDEN = "01890000-0000-7000-8000-000000000001";
export const BRIDGE = "01890000-0000-7000-8000-000000000002";
const LIST = {
  type: "List",
  kind: "project",
  where: [],
  fixed: {},
  search: "",
  sort: ["sort_title", "-activity"],
  size: 30,
  join: {},
};
const SCOPE = { type: "Scope", name: "project:{id}", sort: { comment: "created" }, join: {} };
const TABLE = {
  schema: 1,
  headers: {
    "Content-Security-Policy": "default-src 'none'",
    "Permissions-Policy": "publickey-credentials-get=(self), camera=()",
  },
  pages: [
    { path: "/projects", template: "list.html", reads: { projects: LIST } },
    { path: "/projects/<uuid:id>", template: "show.html", reads: { project: SCOPE } },
    { path: "/outbox", template: "outbox.html", reads: { outbox: { type: "Outbox" } } },
  ],
  kiosk: {
    paths: ["/projects"],
    page: { path: "/kiosk", template: "screen.html", reads: { projects: LIST } },
  },
};
const TEMPLATES = {
  "list.html":
    "{% if partial %}in part: {% endif %}{% for project in projects.rows %}{{ project.title }} {{ project.comments }}{% endfor %}",
  "show.html":
    "{{ project.root.title }}{% for c in project.comment %}|{{ c.text }} {{ c.sync }}{% endfor %}",
  "outbox.html":
    "{{ outbox_count }}{% for item in outbox.waiting %}|{{ item.args.body }} {{ item.on_title }}{% endfor %}",
  "device/offline.html": "{{ asked }} {{ device.cards }}{% if card %} {{ card.title }}{% endif %}",
};

/** A worker in a town with two projects, and the pages that are open. */
export function open(...urls) {
  return start(urls);
}

/** The same with other parts of host and product; `fetched(url)` answers for files. */
export function start(urls, { caches, fetched, ...parts } = {}) {
  const town = new Town();
  town.project(GARDEN, { title: "Garten" });
  town.project(BRIDGE, { title: "Brücke" });
  const phone = { offline: false, actor: "" };
  const pages = urls.map((url, id) => {
    const heard = [];
    return { id, url: ORIGIN + url, heard, post: (message) => heard.push(message) };
  });
  const kept = [];
  const host = {
    indexedDB: new IDBFactory(),
    fetch: withFiles(town.fetchFor(phone), fetched),
    locks: null,
    now: Date.now,
    random: () => 0.5,
    caches: caches ?? { keys: async () => [], open: async () => ({}) },
    storage: undefined,
    origin: ORIGIN,
    thrifty: () => false,
    pages: async () => pages,
    update() {},
    async unregister() {},
    async claim() {},
    keep: (promise) => kept.push(promise),
  };
  const files = { assets: {}, build: "b1", precache: [] };
  const product = { table: TABLE, templates: compiled(), ...files, ...parts };
  const worker = createWorker(host, product);
  const settle = () => Promise.all(kept.splice(0));
  return { town, phone, pages, worker, settle, host };
}

function withFiles(fetch, fetched) {
  if (!fetched) return fetch;
  const isFile = (path) => String(path.url ?? path).includes("/static/");
  return async (path, request) => (isFile(path) ? fetched() : fetch(path, request));
}

/** A browser's caches, as far as files of a build need them. */
export function fakeCaches() {
  const kept = new Map();
  const pathOf = (request) => new URL(request.url ?? request, ORIGIN).pathname;
  const match = async (request) => kept.get(pathOf(request))?.clone();
  const put = async (request, response) => kept.set(pathOf(request), response);
  return { keys: async () => [], match, open: async () => ({ match, put, keys: async () => [] }) };
}

export function compiled() {
  const entries = Object.entries(TEMPLATES);
  return Object.fromEntries(entries.map(([name, source]) => [name, compile(source, name)]));
}
