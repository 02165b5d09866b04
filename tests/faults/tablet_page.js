/** The document of a tablet, put together as static/js/kiosk.js does, without a screen. */

import { createBeat } from "../../static/js/kiosk/beat.js";
import { createContact } from "../../static/js/kiosk/contact.js";
import { createGiving } from "../../static/js/kiosk/giving.js";
import { createPerson } from "../../static/js/kiosk/person.js";
import { createPostBox } from "../../static/js/kiosk/post_box.js";
import { createStore } from "../../static/js/kiosk/store.js";
import { createTraces } from "../../static/js/kiosk/traces.js";
import { createWire } from "../../service_worker/wire.js";
import { breaks } from "./storage.js";

const STORAGE = { estimate: async () => ({ usage: 1, quota: 2 }) };

/**
 * `host`: `{db, disk, window, fetch, now, learned(shows), flush()}` of the tablet.
 *
 * `sending` and `flushing` are what the page has begun, `written` is what was last given, `kept` the
 * ids of what the page has said is sealed. What stands in the page can be replaced until it begins.
 */
export function createPage(life, host) {
  const { db, disk, window, fetch, now } = host;
  const store = createStore({ indexedDB: window.indexedDB, now });
  breaks(store.db, life, disk);
  const page = { life, db, store, kept: new Set(), sending: null, flushing: null, written: null };
  page.post = createWire({ fetch });
  page.person = noting(createPerson({ now }), page);
  page.traces = createTraces({ db, store, page: window });
  page.postAsPerson = createWire({ fetch, more: page.person.headers });
  const post = (...request) => page.post(...request);
  const postAsPerson = (...request) => page.postAsPerson(...request);
  const { beat } = createBeat({
    store,
    post: postAsPerson,
    get: createWire({ fetch, method: "GET" }),
    build: "b0",
    storage: STORAGE,
    state: () => ({ signed_in: Boolean(page.person.signedIn()), remains: page.remains ?? 0 }),
    learned: (shows, isGood) => {
      if (!isGood) page.person.signOut();
      return host.learned(shows);
    },
  });
  page.contact = createContact({
    beat,
    postBox: createPostBox({ store, post }),
    locks: { request: (_name, work) => work() },
    arrived: (outcomes, clock) => {
      for (const each of outcomes) page.person.answered(each, clock);
      page.flushing = host.flush();
    },
    closed: () => (life.isClosed = true),
  });
  page.giving = createGiving({
    person: page.person,
    store,
    post: postAsPerson,
    pages: { show: async () => {}, refresh: async () => {}, reveal: () => {} },
    sent: () => (page.sending = page.contact.send()),
  });
  page.begins = () => begins(page, host);
  page.settles = () => settles(page);
  return page;
}

/** Somebody at the tablet, of whom the test hears what they wrote. */
function noting(person, page) {
  const { wrote, note } = person;
  return Object.assign(person, {
    wrote: (...command) => (page.written = wrote(...command)),
    note: (command) => {
      page.kept.add(command.id);
      note(command);
    },
  });
}

async function begins(page, { learned }) {
  await page.traces.wipe();
  page.remains = (await page.traces.find()).length;
  await learned((await page.store.fact("kiosk"))?.shows ?? []);
  page.person.heard(await page.store.fact("epoch"));
  page.sending = page.contact.begin();
  await settles(page);
}

/** All that the page has begun has ended. */
async function settles(page) {
  for (let under = [page.sending, page.flushing]; under.some(Boolean); ) {
    page.sending = page.flushing = null;
    await Promise.all(under);
    under = [page.sending, page.flushing];
  }
}
