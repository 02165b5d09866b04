/** Answers the tests' questions with the worker's own modules: JSON lines in, JSON lines out. */

import { createInterface } from "node:readline";
import { FILTERS, SPOKEN } from "../../service_worker/filters.js";
import { fold } from "../../service_worker/fold/index.js";
import { createView } from "../../service_worker/fold/view.js";
import { headersWith } from "../../service_worker/headers.js";
import { isOpen, nearby } from "../../service_worker/outbox.js";
import { createPages } from "../../service_worker/pages.js";
import { readList, readMine, readScope } from "../../service_worker/reading.js";
import { createRenderer } from "../../service_worker/renderer.js";
import { createRouter } from "../../service_worker/router.js";
import { folded, line, sortKey } from "../../service_worker/text.js";
import { wallClock } from "../../service_worker/wall_clock.js";
import { createWords } from "../../service_worker/words.js";
import { sharedPhone } from "./shared_phone.js";
import table from "../../static/dist/generated/table.json";
import probes from "../../static/dist/generated/probes.json";
import templates from "../../static/dist/generated/templates.json";

const filters = { ...FILTERS, ...SPOKEN };
const render = createRenderer(templates, table.catalogues);
const KINDS = [
  "neighbourhood", "project", "proposal", "comment", "person", "shift", "support", "follow",
  "sign_up", "topic", "report", "passkey", "device", "event",
];
const renderProbe = createRenderer(probes, table.catalogues);
const match = createRouter(table.pages);

const QUESTIONS = {
  /** A page as the worker answers it: its HTML (null: not here), and the context it came from. */
  page: ({ url, replica, product }) => shown(replica, product, (pages, target) =>
    pages.show(match(target.pathname), target), url),

  /** A page on a tablet in public, and its own document. */
  tablet: ({ url, replica, product, visit }) => shown(replica, product, (pages, target) =>
    pages.show(match(target.pathname) ?? { page: table.kiosk.page, values: {} }, target, visit), url),

  /** A page on a phone that several people have written on. */
  shared_phone: async ({ url, phone, product }) => rendered(
    await sharedPhone(phone, table.schema), product, (pages, target) =>
      pages.show(match(target.pathname), target), url),

  /** The page that says what is missing. */
  offline: ({ url, replica, product }) => shown(replica, product, (pages, target) =>
    pages.offline(match(target.pathname), target), url),

  render: ({ template, context }) => render(template, context),

  /** A template of probes/. */
  probe: ({ template, context }) => renderProbe(template, context),

  /** Answers to Lists for query strings, over the same cards. */
  lists: ({ read, path, queries, cards, now }) => {
    const view = createView(new Map([["public", { docs: cards, reached: 1 }]]));
    return queries.map((query) =>
      readList(view, read, { path, values: {}, query: new URLSearchParams(query), now }));
  },

  /** The policies of pages with these tiles. */
  policies: ({ tiles }) => tiles.map((each) =>
    headersWith(table.headers, each)["Content-Security-Policy"]),

  scope: ({ read, values, scopes, now }) =>
    readScope(createView(mapped(scopes)), read, { values, now }),

  mine: ({ read, me, scopes, now }) => readMine(createView(mapped(scopes)), read, { me, now }),

  folded: ({ texts }) => texts.map(folded),

  /** What cards make of texts. */
  lines: ({ texts }) => texts.map((text) => ({ line: line(text), sort_key: sortKey(text) })),

  /** Those letters that this engine's Unicode has. */
  assigned: ({ texts }) => texts.filter((text) => !/\p{Cn}/u.test(text)),

  filter: ({ name, calls }) => calls.map((args) => filters[name](...args)),

  wall_clock: ({ calls }) => calls.map(([time, zone]) => wallClock(time, zone)),

  gettext: ({ catalogue, message, values }) => createWords(catalogue)._(message, values),

  ngettext: ({ catalogue, one, many, num, values }) =>
    createWords(catalogue).ngettext(one, many, num, values),

  /** All documents of a phone after the folds of its commands, by scope and key. */
  fold: ({ scopes, reached, commands, me }) => {
    const view = fold(mapped(scopes, reached), commands, me);
    return Object.fromEntries(
      Object.entries(scopes).map(([scope, docs]) => [scope, bodies(view, scope, docs)]),
    );
  },
};

async function shown(
  { scopes, commands, me, state, language, partial = false, others, signed_out }, product, show, url,
) {
  const held = mapped(scopes);
  const replica = {
    held: async () => [...held.keys()],
    snapshot: async (names) => {
      const about = commands.filter(isOpen).flatMap(nearby);
      const scopes = only(held, ["public", `me:${me}`, ...names, ...about]);
      return { scopes, commands, me, state, language, partial, others, signed_out };
    },
  };
  return rendered(replica, product, show, url);
}

async function rendered(replica, { build, assets, storage, now }, show, url) {
  let context = null;
  const pages = createPages({
    replica,
    render: (template, values) => {
      context = values;
      return render(template, values);
    },
    storage: { estimate: async () => ({ usage: storage.usage }), persisted: async () => storage.persisted },
    now: () => now,
    build,
    assets,
  });
  return { html: await show(pages, new URL(url, "http://localhost")), context };
}

function mapped(scopes, reached = 1) {
  return new Map(Object.entries(scopes).map(([name, docs]) => [name, { docs, reached }]));
}

function only(map, names) {
  return new Map([...map].filter(([name]) => names.includes(name)));
}

/** What a view shows of a scope: of the documents below it, and of those that folds may add. */
function bodies(view, scope, docs) {
  const added = KINDS.flatMap((kind) => view.all(scope, kind).map(({ id }) => `${kind}:${id}`));
  const keys = new Set([...Object.keys(docs), ...added]);
  return Object.fromEntries([...keys].map((key) => [key, view.get(scope, key)]));
}

for await (const line of createInterface({ input: process.stdin })) {
  const { question, ...values } = JSON.parse(line);
  const answer = await Promise.resolve(values)
    .then(QUESTIONS[question])
    .then((value) => ({ value }), (error) => ({ error: String(error.stack) }));
  process.stdout.write(`${JSON.stringify(answer)}\n`);
}
