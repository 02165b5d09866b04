/** Documents of the replica with waiting commands laid over them. Nothing below is changed. */

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

  function keys(scope, prefix) {
    const all = new Set(Object.keys(scopes.get(scope)?.docs ?? {}));
    for (const key of overlays.get(scope)?.keys() ?? []) all.add(key);
    return [...all].filter((key) => key.startsWith(prefix));
  }

  /** All bodies of a kind in a scope, in no order. */
  function all(scope, kind) {
    return keys(scope, `${kind}:`)
      .map((key) => get(scope, key))
      .filter(Boolean);
  }

  /** All copies of a document: [scope, body]. */
  function find(key) {
    return [...overlays.keys()].map((scope) => [scope, get(scope, key)]).filter(([, body]) => body);
  }

  /** A scope as an object: {key: body}. */
  function whole(scope) {
    const bodies = keys(scope, "").map((key) => [key, get(scope, key)]);
    return Object.fromEntries(bodies.filter(([, body]) => body));
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
