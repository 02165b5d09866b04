/** Reads of the page table, answered from a view; the same answers as `app/documents/reading.py`. */

import { filled } from "./router.js";
import { folded, strip } from "./text.js";

// Of a search so many different words count, as on the server.
const MOST_WORDS = 20;
// Sorts what has no time from the server yet as the newest.
const LATEST = "\uffff";

/**
 * The value of a List for a URL: `values` from its path, `query` a URLSearchParams; `now` is the
 * town's clock as in wall_clock.js, before all times where it is missing.
 */
export function readList(view, read, { path, values, query, now = "" }) {
  const { asked, where, filters, q } = wishes(read, query);
  const sort = read.sort.includes(asked("sort")) ? asked("sort") : read.sort[0];
  const isUpcoming = (body) => !read.upcoming || body[read.upcoming] > now;
  const found = readAll(view, read, { values, query }).filter(isUpcoming);
  const pages = Math.max(1, Math.ceil(found.length / read.size));
  const page = pageNumber(asked("page"), pages);
  const rows = ordered(found, sort).slice((page - 1) * read.size, page * read.size);
  const kept = [...filters];
  if (q) kept.push(["q", q]);
  if (sort !== read.sort[0]) kept.push(["sort", sort]);
  return {
    rows: joined(view, rows, read.join, "public"),
    total: found.length,
    page,
    pages,
    previous: page > 1 ? address(path, kept, page - 1) : "",
    next: page < pages ? address(path, kept, page + 1) : "",
    asked: address("", kept, 1),
    filtered: filters.length > 0 || Boolean(q),
    query: { ...where, q, sort },
  };
}

/** The documents on all pages of a List, in no order and as they are. */
export function readAll(view, read, { values, query }) {
  const { filters, q } = wishes(read, query);
  const fixed = Object.entries(read.fixed).map(([name, value]) => [name, filled(value, values)]);
  return select(view, read, [...filters, ...fixed], folded(q));
}

/** The value of a Scope, or null where its root is not held and the page cannot be without it. */
export function readScope(view, read, { values, now = "" }) {
  const name = filled(read.name, values);
  const root = view.get(name, name);
  if (!root && read.optional) return { root: false, ...lists(view, read, name) };
  if (!root) return null;
  const [whole] = joined(view, [root], read.join, name);
  return { root: whole, ...lists(view, read, name, now) };
}

/** The value of a Mine: the reader's own documents; none for who has no scope yet. */
export function readMine(view, read, { me, now = "" }) {
  return lists(view, read, `me:${me}`, now);
}

function lists(view, { sort, join, over = {} }, name, now) {
  const found = {};
  for (const [kind, order] of Object.entries(sort)) {
    const bodies = view.all(name, kind).filter((body) => `${kind}:${body.id}` !== name);
    found[kind] = joined(view, ordered(bodies, order), join, name);
  }
  for (const [kind, ends] of Object.entries(over)) {
    const bodies = found[kind];
    found[kind] = bodies.filter((body) => body[ends] > now);
    found[`${kind}_over`] = bodies.filter((body) => body[ends] <= now).reverse();
  }
  return found;
}

function wishes(read, query) {
  const asked = (name) => (query.get(name) ?? "").replaceAll("\0", "");
  const where = Object.fromEntries(read.where.map((name) => [name, asked(name)]));
  const q = read.search ? strip(asked("q")) : "";
  const filters = Object.entries(where).filter(([, value]) => value);
  return { asked, where, filters, q };
}

function select(view, read, equal, words) {
  const wanted = [...new Set(words.split(" ").filter(Boolean))].slice(0, MOST_WORDS);
  return view
    .all("public", read.kind)
    .filter(
      (body) =>
        (!read.has || body[read.has]) &&
        equal.every(([name, value]) => body[name] === value) &&
        wanted.every((word) => body[read.search].includes(word)),
    );
}

function ordered(bodies, sort) {
  const name = sort.replace(/^-/, "");
  const turn = sort.startsWith("-") ? -1 : 1;
  const isLatest = (body) => body.sync !== "confirmed" && body[name] === "";
  const value = (body) => (isLatest(body) ? LATEST : body[name]);
  return [...bodies].sort((a, b) => turn * compare(value(a), value(b)) || compare(a.id, b.id));
}

function compare(a, b) {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

/** Replaces ids by documents of the same scope, else of `public`, else by false. */
function joined(view, bodies, join, scope) {
  return bodies.map((body) => {
    const known = Object.entries(join).filter(([name]) => name in body);
    const found = known.map(([name, kind]) => [name, document(view, scope, kind, body[name])]);
    return { ...body, ...Object.fromEntries(found) };
  });
}

function document(view, scope, kind, id) {
  if (!id) return false;
  const key = `${kind}:${id}`;
  return view.get(scope, key) ?? view.get("public", key) ?? false;
}

function pageNumber(text, pages) {
  const number = /^[0-9]{1,6}$/.test(text) ? Number(text) : 1;
  return Math.min(Math.max(number, 1), pages);
}

function address(path, pairs, page) {
  const all = page > 1 ? [...pairs, ["page", String(page)]] : pairs;
  const query = all.map((pair) => pair.map(quoted).join("=")).join("&");
  return query ? `${path}?${query}` : path;
}

// As Python's urlencode writes it.
function quoted(text) {
  const hex = (letter) => `%${letter.charCodeAt(0).toString(16).toUpperCase()}`;
  return encodeURIComponent(text)
    .replace(/[!'()*]/g, hex)
    .replaceAll("%20", "+");
}
