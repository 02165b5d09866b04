/** A tablet in public: everything happens in this one document, and ends with it. */

import { createDatabase } from "../../service_worker/database.js";
import { wallClock } from "../../service_worker/wall_clock.js";
import { createWire } from "../../service_worker/wire.js";
import { createAttract } from "./kiosk/attract.js";
import { createBeat } from "./kiosk/beat.js";
import { closeWays } from "./kiosk/closed.js";
import { createContact } from "./kiosk/contact.js";
import { createFingers } from "./kiosk/fingers.js";
import { createGiving } from "./kiosk/giving.js";
import { createIdle } from "./kiosk/idle.js";
import { createLooks } from "./kiosk/looks.js";
import { createPages, KIOSK } from "./kiosk/pages.js";
import { createPairing } from "./kiosk/pairing.js";
import { createPerson } from "./kiosk/person.js";
import { createPostBox } from "./kiosk/post_box.js";
import { createScreen } from "./kiosk/screen.js";
import { createStore } from "./kiosk/store.js";
import { createTongue } from "./kiosk/tongue.js";
import { createTraces } from "./kiosk/traces.js";
import { keepUp } from "./keeping_up.js";
import { ask, connect, isControlled, on, say } from "./link.js";

const now = Date.now;
const build = document.querySelector("meta[name=kokommune-build]").content;
const fetch = (...request) => globalThis.fetch(...request);
const db = createDatabase(globalThis.indexedDB, { mayUpgrade: false });
const { storage } = navigator;

const store = createStore({ indexedDB: globalThis.indexedDB, now });
// A clock that is set ends no session.
const person = createPerson({ now: () => performance.now() });
const traces = createTraces({ db, store, page: globalThis });
/** As the tablet, and in the name of who is signed in at it. */
const post = createWire({ fetch });
const postAsPerson = createWire({ fetch, more: person.headers });

let remains = 0;
let shows = [];
const learned = (places) => {
  shows = places;
  say({ type: "kiosk", shows });
};
const tongue = createTongue();
const pages = createPages({
  person,
  language: tongue.language,
  changed: (path) => screen.tell(path),
});
const contact = createContact({
  beat: createBeat({
    store,
    post: postAsPerson,
    get: createWire({ fetch, method: "GET" }),
    build,
    storage,
    state: () => ({ signed_in: Boolean(person.signedIn()), remains }),
    learned: (places, isGood) => {
      learned(places);
      screen.open();
      if (!isGood) person.signOut();
    },
  }).beat,
  postBox: createPostBox({ store, post }),
  locks: navigator.locks,
  arrived: (outcomes, clock) => {
    screen.arrived(outcomes, clock);
    say({ type: "flush" });
  },
  closed: () => screen.close(),
});
const looks = createLooks();
const attract = createAttract({
  shows: () => shows,
  wallClock: () => wallClock(now(), document.documentElement.dataset.zone),
});
const idle = createIdle({ now, end: () => screen.end() });
const screen = createScreen({
  person,
  pages,
  post: postAsPerson,
  tongue,
  build,
  looks,
  attract,
  idle,
  wipe: traces.wipe,
});
const fingers = createFingers({
  screen,
  person,
  pages,
  tongue,
  looks,
  attract,
  idle,
  pairing: createPairing({ post, alone: contact.alone, signedIn: screen.signedIn }),
  giving: createGiving({
    person,
    store,
    post: postAsPerson,
    pages,
    sent: () => contact.send(),
  }),
  resign: () => ask({ type: "kiosk", shows: null, asks: true }),
});

/** What whoever was here before has left, after a crash maybe, goes before anybody touches it. */
async function begin() {
  await traces.wipe();
  remains = (await traces.find()).length;
  learned((await store.fact("kiosk"))?.shows ?? []);
  person.heard(await store.fact("epoch"));
  fingers.begin();
  screen.begin();
  contact.begin();
}

const ready = new Promise((resolve, reject) => {
  on("synced", (message) => {
    if (message.ready && isControlled()) resolve();
  });
  on("synced", async ({ ok, pulled_at, epoch }) => {
    screen.synced(ok, pulled_at);
    if (!ok) return;
    person.heard(epoch);
    await store.note("synced", pulled_at);
    if (await store.heard(epoch)) contact.send();
  });
  on("hello", (message) => {
    learned(shows);
    screen.met(message.build);
  });
  connect(() => ({ spoken: tongue.language(), since: Math.floor(performance.timeOrigin) })).catch(reject);
});
ready.catch(() => {});
Object.defineProperty(globalThis, "kokommune", { value: Object.freeze({ ready }) });

closeWays();
history.replaceState(null, "", KIOSK);
keepUp(screen.refresh);
// Out of the browser's memory nothing comes back but an empty page, which begins anew.
addEventListener("pagehide", screen.vanish);
addEventListener("pageshow", ({ persisted }) => persisted && screen.leave());
begin().catch((error) => {
  // What cannot be wiped is not shown: the tablet begins anew, a little later.
  console.error(error);
  setTimeout(() => location.replace(KIOSK), 5000);
});
