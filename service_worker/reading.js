/** Reads of the page table, answered from a view; the same answers as `app/documents/reading.py`. */

import { filled } from "./router.js";
import { folded, strip } from "./text.js";

// Sorts what has no time from the server yet as the newest.
const LATEST = "\uffff";

/** The value of a List for a URL: `values` from its path, `query` a URLSearchParams. */
export function readList(view, read, { path, values, query }) {
  const asked = (name) => (query.get(name) ?? "").replaceAll("\0", "");
  const where = Object.fromEntries(read.where.map((name) => [name, asked(name)]));
  const sort = read.sort.includes(asked("sort")) ? asked("sort") : read.sort[0];
  const q = read.search ? strip(asked("q")) : "";
  const filters = Object.entries(where).filter(([, value]) => value);
  const fixed = Object.entries(read.fixed).map(([name, value]) => [name, filled(value, values)]);
  const found = select(view, read, [...filters, ...fixed], folded(q));
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
    filtered: filters.length > 0 || Boolean(q),
    query: { ...where, q, sort },
  };
}

/** The value of a Scope, or null where its root is not held. */
export function readScope(view, read, { values }) {
  const name = filled(read.name, values);
  const root = view.get(name, name);
  if (!root) return null;
  const [whole] = joined(view, [root], read.join, name);
  return { root: whole, ...lists(view, read, name) };
}

/** The value of a Mine: the reader's own documents; none for who has no scope yet. */
export function readMine(view, read, { me }) {
  return lists(view, read, `me:${me}`);
}

function lists(view, read, name) {
  const each = Object.entries(read.sort).map(([kind, sort]) => {
    const bodies = view.all(name, kind).filter((body) => `${kind}:${body.id}` !== name);
    return [kind, joined(view, ordered(bodies, sort), read.join, name)];
  });
  return Object.fromEntries(each);
}

function select(view, read, equal, words) {
  const wanted = words.split(" ").filter(Boolean);
  return view
    .all("public", read.kind)
    .filter(
      (body) =>
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
