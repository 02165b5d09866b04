/** The Device read: what is stored on this device. */

import { isWaiting } from "./outbox.js";

const KINDS = { project: "title", proposal: "title", neighbourhood: "name" };

/** `storage` is navigator.storage or something that answers alike. */
export async function readDevice({ view, scopes, state, commands }, storage) {
  const cards = Object.keys(KINDS).flatMap((kind) => view.all("public", kind));
  return {
    known: true,
    cards: cards.length,
    details: [...scopes].map(detail).filter(Boolean).sort(byTitle),
    waiting: commands.filter(isWaiting).length,
    bytes: Math.round(((await storage?.estimate?.())?.usage ?? 0) / 1024),
    as_of: state.pulled_at,
    persisted: (await storage?.persisted?.()) ?? false,
  };
}

function detail([scope, { docs }]) {
  const [kind, id] = scope.split(":");
  const root = docs[scope];
  // What moderation has hidden has no title.
  const title = root?.[KINDS[kind]];
  return title ? { kind, path: `/${kind}s/${id}`, title } : null;
}

function byTitle(a, b) {
  return a.title.localeCompare(b.title, "de");
}
