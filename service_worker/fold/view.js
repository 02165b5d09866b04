/** Documents of the replica with waiting commands laid over them. Nothing below is changed. */

/** Keys by kind, of documents that are the same for many pages: a town has thousands of cards. */
const indexes = new WeakMap();
const NONE = {};

/**
 * A view over `scopes`, a Map of scope names to `{docs: {key: body}, reached}`.
 *
 * Bodies that come out carry `sync`; `put` and `del` reach the overlay alone.
 */
export function createView(scopes) {
  const overlays = new Map([...scopes.keys()].map((name) => [name, new Map()]));

  function get(scope, key) {
    const overlay = overlays.get(scope);
    if (overlay?.has(key)) return overlay.get(key);
    const body = scopes.get(scope)?.docs[key];
    return body && { ...body, sync: "confirmed" };
  }

  function docsOf(scope) {
    return scopes.get(scope)?.docs ?? NONE;
  }

  function laidOver(scope) {
    return [...(overlays.get(scope)?.keys() ?? [])];
  }

  function bodies(scope, keys) {
    return [...new Set(keys)].map((key) => [key, get(scope, key)]).filter(([, body]) => body);
  }

  /** All bodies of a kind in a scope, in no order. */
  function all(scope, kind) {
    const over = laidOver(scope).filter((key) => kindOf(key) === kind);
    return bodies(scope, [...keysOf(docsOf(scope), kind), ...over]).map(([, body]) => body);
  }

  /**
   * All copies of a document: [scope, body]. That of its own page comes first and its card last:
   * a card can be newer, and what can be done is what the page says.
   */
  function find(key) {
    const rank = (scope) => Number(scope === "public") - Number(scope === key);
    const names = [...overlays.keys()].sort((one, other) => rank(one) - rank(other));
    return names.map((scope) => [scope, get(scope, key)]).filter(([, body]) => body);
  }

  /** A scope as an object: {key: body}. */
  function whole(scope) {
    const keys = [...Object.keys(docsOf(scope)), ...laidOver(scope)];
    return Object.fromEntries(bodies(scope, keys));
  }

  /** Begin a scope that the server does not know yet. */
  function open(scope) {
    if (!overlays.has(scope)) overlays.set(scope, new Map());
  }

  /** The same view for one command: where its effect is known to be, it writes nothing. */
  function forCommand(command) {
    const writes = (scope) =>
      command.status !== "acknowledged" || (scopes.get(scope)?.reached ?? 0) < command.reached;
    const set = (scope, key, body) => {
      if (overlays.has(scope) && writes(scope)) overlays.get(scope).set(key, body);
    };
    const del = (scope, key) => set(scope, key, undefined);
    return { get, all, find, open, put: set, del };
  }

  return { has: (scope) => overlays.has(scope), get, all, find, whole, forCommand };
}

function keysOf(docs, kind) {
  if (!indexes.has(docs)) indexes.set(docs, index(docs));
  return indexes.get(docs).get(kind) ?? [];
}

function index(docs) {
  const keys = new Map();
  for (const key of Object.keys(docs)) {
    const kind = kindOf(key);
    if (!keys.has(kind)) keys.set(kind, []);
    keys.get(kind).push(key);
  }
  return keys;
}

/** What stands before the colon; of a document that is alone of its kind, nothing. */
function kindOf(key) {
  return key.slice(0, Math.max(0, key.indexOf(":")));
}
