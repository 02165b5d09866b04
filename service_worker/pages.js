/** Pages of the table, rendered from the replica. */

import { readDevice } from "./device.js";
import { fold } from "./fold/index.js";
import { isOpen } from "./outbox.js";
import { readOutbox } from "./outbox_reading.js";
import { readList, readMine, readScope } from "./reading.js";
import { scopesOf } from "./router.js";

/** Reads that look at everything that is held. */
const WHOLE = new Set(["Device", "Outbox"]);
const NAMELESS = { id: "town", name: "Kokommune", motto: "", time_zone: "Europe/Berlin" };

/** `{show, offline, card}` over a replica; `render(template, context)`, `build` as in assets.js. */
export function createPages({ replica, render, storage, build, assets }) {
  /** The page's HTML, or null where its documents are not all here. */
  async function show(match, url) {
    const { page } = match;
    const needed = scopesOf(match);
    const whole = Object.values(page.reads).some(({ type }) => WHOLE.has(type));
    const found = await folded(needed, whole);
    if (!needed.every((scope) => found.view.has(scope))) return null;
    const reads = {};
    for (const [name, read] of Object.entries(page.reads)) {
      reads[name] = await answer(found, read, match, url);
      if (reads[name] === null) return null;
    }
    return render(page.template, { ...context(found, url), ...reads });
  }

  /** The page that says what is and what is not on this phone. */
  async function offline(match, url) {
    const found = await folded([], true);
    return render("device/offline.html", {
      ...context(found, url),
      asked: url.pathname,
      card: cardOf(found, match),
      device: await readDevice(found, storage),
    });
  }

  /** Whether the phone knows at least the card of what the page is about. */
  async function hasCard(match) {
    return Boolean(cardOf(await folded([], false), match));
  }

  async function folded(names, whole) {
    const held = whole ? await replica.held() : [];
    const snapshot = await replica.snapshot([...names, ...held]);
    const me = reader(snapshot);
    // Who has written nothing yet that the server knows still has a scope of their own here.
    if (me && !snapshot.scopes.has(`me:${me.id}`)) {
      snapshot.scopes.set(`me:${me.id}`, { docs: {}, reached: 0 });
    }
    return { ...snapshot, me, view: fold(snapshot.scopes, snapshot.commands, me) };
  }

  function answer(found, read, { values }, url) {
    const asked = { path: url.pathname, values, query: url.searchParams };
    if (read.type === "List") return readList(found.view, read, asked);
    if (read.type === "Scope") return readScope(found.view, read, asked);
    if (read.type === "Mine") return readMine(found.view, read, { me: found.me.id });
    if (read.type === "Outbox") return readOutbox(found.view, found.commands);
    return readDevice(found, storage);
  }

  function context({ view, me, commands }, url) {
    return {
      town: view.get("public", "town") ?? NAMELESS,
      me,
      mine: view.whole(`me:${me.id}`),
      outbox_count: commands.filter(isOpen).length,
      path: url.pathname,
      url: url.pathname + (url.search.length > 1 ? url.search : ""),
      rendered_by: "worker",
      assets,
      build,
      language: "de",
      values: {},
      errors: {},
    };
  }

  return { show, offline, hasCard };
}

/** The reader's document; a guest whom the server does not know yet has no name. */
function reader({ me, scopes }) {
  if (!me) return false;
  const document = scopes.get(`me:${me}`)?.docs[`me:${me}`];
  return document ?? { id: me, name: "", affiliation: "", guest: true };
}

function cardOf({ view }, match) {
  const scope = match && scopesOf(match).find((name) => name !== "public");
  return (scope && view.get("public", scope)) || false;
}
