/** Pages of the table, rendered from the replica. */

import { readDevice } from "./device.js";
import { fold } from "./fold/index.js";
import { isOpen } from "./outbox.js";
import { readOutbox } from "./outbox_reading.js";
import { pointsOf, readMap } from "./map.js";
import { readList, readMine, readScope } from "./reading.js";
import { neededBy, scopesOf } from "./router.js";
import { wallClock } from "./wall_clock.js";

/** Reads that look at everything that is held. */
const WHOLE = new Set(["Device", "Outbox"]);
const ACTIVITY = "-activity";
/** For how long a recovery is shown, as in `app/templating.py`. */
const NOTICE = 30 * 24 * 3600 * 1000;
/** As in `app/documents/town.py`. */
const NAMELESS = {
  id: "town",
  name: "Kokommune",
  motto: "",
  time_zone: "Europe/Berlin",
  languages: ["de", "en", "de-simple"],
  colour: "",
  style: "",
  arms: "",
  phases: {},
  tiles: "",
  attribution: "",
};

/** Somebody whose document is not here; the shape is `build_me`'s in `app/documents/person.py`. */
const NOBODY_YET = { name: "", affiliation: "", guest: true, roles: [], codes: 0, recovered: "" };

/**
 * `{show, open, offline, hasCard, points, map}` over a replica;
 * `render(template, context)`, `bring(template)` as in templates.js, `speak(language)` as in
 * catalogues.js, `build` as in assets.js, `now()` in milliseconds.
 */
export function createPages(parts) {
  const { replica, render, storage, now, build, assets } = parts;
  const { bring = there, speak = said } = parts;

  /**
   * The page's HTML, or null where its documents or its template are not here. On a tablet it is
   * for a `visit` as in kiosk.js.
   */
  async function show(match, url, visit = null) {
    return (await open(match, url, visit))?.html ?? null;
  }

  /**
   * The same with what an answer needs to know of it, as of one moment: the address of the map
   * `tiles` that it shows, or "", and whether the server lists `more` than it does.
   */
  async function open(match, url, visit = null) {
    const { page } = match;
    if (!(await bring(page.template))) return null;
    const whole = Object.values(page.reads).some(({ type }) => WHOLE.has(type));
    const found = await folded(scopesOf(match), whole, visit);
    if (!neededBy(match).every((scope) => found.view.has(scope))) return null;
    const clock = wallClock(now(), townOf(found).time_zone);
    const reads = {};
    for (const [name, read] of Object.entries(page.reads)) {
      reads[name] = await answer(found, read, match, url, clock);
      if (reads[name] === null) return null;
    }
    const partial = found.partial && listsActivity(page);
    return {
      html: render(page.template, { ...context(found, url), partial, ...reads }),
      tiles: readsMap(page) ? (found.view.get("map", "map")?.tiles ?? "") : "",
      // What waits is known to this phone alone.
      more: partial && !found.commands.some(isOpen),
    };
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

  /** What a page of the table lists that has a place on the map; all of it, not its rows alone. */
  async function points(match, url) {
    const { view } = await folded(scopesOf(match), false);
    return pointsOf(view, match, url);
  }

  /** The town's map, or null where it is not here. */
  async function map() {
    return readMap((await folded(["map"], false)).view);
  }

  async function folded(names, whole, visit = null) {
    const held = whole ? await replica.held() : [];
    const kept = await replica.snapshot([...names, ...held]);
    const snapshot = { ...kept, visit: Boolean(visit), ...(visit && seenBy(visit, kept.state)) };
    const me = visit ? visitor(visit) : reader(snapshot);
    const isKnown = snapshot.scopes.has(`me:${me.id}`);
    // Who has written nothing yet that the server knows still has a scope of their own here.
    if (me && !isKnown) snapshot.scopes.set(`me:${me.id}`, { docs: {}, reached: 0 });
    const found = { ...snapshot, me, isKnown, view: fold(snapshot.scopes, snapshot.commands, me) };
    return { ...found, language: await speak(spoken(snapshot.language, townOf(found).languages)) };
  }

  function answer(found, read, { values }, url, now) {
    const asked = { path: url.pathname, values, query: url.searchParams, now };
    if (read.type === "List") return readList(found.view, read, asked);
    if (read.type === "Scope") return readScope(found.view, read, asked);
    if (read.type === "Mine") return mine(found, read, now);
    if (read.type === "Outbox") return readOutbox(found.view, found.commands, found.others);
    return readDevice(found, storage);
  }

  function context(found, url) {
    const { view, me, commands, language } = found;
    const town = townOf(found);
    return {
      town,
      me,
      mine: view.whole(`me:${me.id}`),
      kiosk: found.visit,
      outbox_count: commands.filter(isOpen).length,
      signed_out: found.signed_out,
      path: url.pathname,
      url: url.pathname + (url.search.length > 1 ? url.search : ""),
      origin: url.origin,
      recovered: isLately(me, now()),
      rendered_by: "worker",
      partial: false,
      assets,
      build,
      language,
      values: {},
      errors: {},
    };
  }

  return { show, open, offline, hasCard, points, map };
}

function townOf({ view }) {
  return view.get("public", "town") ?? NAMELESS;
}

/** The reader's document; whoever's is not here has no name. */
function reader({ me, guest, scopes }) {
  if (!me) return false;
  const document = scopes.get(`me:${me}`)?.docs[`me:${me}`];
  return document ?? { ...NOBODY_YET, guest, id: me };
}

/** What is an account's own is the server's to tell, until it is here. */
function mine({ view, me, isKnown, visit }, read, now) {
  const isTold = !me || isKnown || me.guest || visit;
  return isTold ? readMine(view, read, { me: me.id, now }) : null;
}

/** What a tablet's page is made of besides documents: the visit's own, whoever was here before. */
function seenBy({ actor, commands, language }, { epoch }) {
  // A restored town counts anew: what it, or the one before, has answered says nothing of the other.
  const told = (one) => (one.epoch === epoch ? one : { ...one, reached: Infinity });
  return { me: actor, commands: commands.map(told), language, signed_out: false };
}

function visitor({ actor, name }) {
  return actor ? { ...NOBODY_YET, id: actor, name, guest: !name } : false;
}

/** Whether somebody got into the reader's account without a passkey in the last 30 days. */
function isLately({ recovered }, now) {
  return Boolean(recovered) && recovered > new Date(now - NOTICE).toISOString();
}

function cardOf({ view }, match) {
  const scope = match && scopesOf(match).find((name) => name !== "public");
  return (scope && view.get("public", scope)) || false;
}

/** Whether a page lists what a large town has much of: of that a part may be here. */
function listsActivity({ reads }) {
  return Object.values(reads).some(({ type, sort }) => type === "List" && sort.includes(ACTIVITY));
}

function readsMap({ reads }) {
  return Object.values(reads).some(({ name }) => name === "map");
}

/** Where all catalogues are at hand, and all templates. */
async function said(language) {
  return language;
}

async function there() {
  return true;
}

/** The chosen language where the town offers it, else the town's own. */
function spoken(language, offered) {
  return offered.includes(language) ? language : offered[0];
}
