/** A tablet in public of its own modules: the page with a visit in it, and the worker's replica. */

import { createStore } from "../../static/js/kiosk/store.js";
import { createDatabase } from "../../service_worker/database.js";
import { createKiosk } from "../../service_worker/kiosk.js";
import table from "../../static/dist/generated/table.json";
import { connect } from "./connection.js";
import { announcements, formOf, page as browser, Timers } from "./document.js";
import { Life } from "./life.js";
import { Litter } from "./litter.js";
import { BreakablePhone } from "./phone.js";
import { facts, pagesOf, places } from "./shown.js";
import { breaks } from "./storage.js";
import { createPage } from "./tablet_page.js";

const SOON = 30_000;

/** Nobody waits for what a page hears: where it cannot be kept, it hears that once more. */
function noRoom(error) {
  if (error.name !== "QuotaExceededError") throw error;
}

/** `new BreakableTablet(fetch, schema, mutate)`, which begins when its page `loads()`. */
export class BreakableTablet extends BreakablePhone {
  litter = new Litter();
  page = null;

  constructor(fetch, schema, mutate = () => {}) {
    super(fetch, schema);
    this.fetch = fetch;
    this.mutate = mutate;
  }

  /** Whether somebody can touch it: it is on, and a kiosk as far as it knows. */
  isThere() {
    return this.#isOn() && !this.page.life.isClosed;
  }

  /** The document is loaded: what was in memory is gone, what was stored is not. */
  async loads(trouble = {}) {
    this.page?.life.ends();
    browser.timers = new Timers();
    const life = new Life();
    this.page = createPage(life, {
      db: this.#own(life),
      disk: this,
      window: this.litter.window(this.indexedDB),
      fetch: connect(life, this.fetch, (time) => (this.time += time)),
      now: () => this.time,
      learned: (shows) => this.#kiosk().set(shows),
      flush: () => this.runs({}),
    });
    this.mutate(this.page);
    return this.#does(trouble, this.page.begins);
  }

  /** Somebody sends a form; gives what the page told them, and what it was about. */
  async gives({ name, args, ...trouble }) {
    if (!this.isThere()) return null;
    const { page } = this;
    const form = formOf(name, args);
    announcements.textContent = "";
    page.written = null;
    const person = page.person.signedIn()?.actor ?? "";
    const outcome = await this.#does(trouble, () => page.giving.submit(form, null).then(page.settles));
    if (!page.written) return null;
    const accepted = announcements.textContent === "sealed" || page.kept.has(page.written.id);
    const message = form.message();
    return { ...page.written, person, ticket: page.person.ticket(), accepted, outcome, message };
  }

  /** Somebody has typed the digits from their phone; `answer` as the server gives it. */
  isSignedIn(answer) {
    this.page.person.signIn(answer);
  }

  /** Whoever was here goes. Gives what can still be found, or "killed". */
  async leaves(trouble = {}) {
    if (this.#isOn()) {
      const { traces } = this.page;
      const outcome = await this.#does(trouble, () => traces.wipe());
      if (outcome === "killed") return outcome;
      const found = await traces.find();
      if (found.length > 0) return found;
    }
    await this.loads();
    return this.traces();
  }

  /** The plug is pulled. */
  falls() {
    this.page?.life.ends();
    browser.timers = new Timers();
    // What was on its way in the worker is not heard of any more.
    this.life.ends();
    this.starts();
  }

  /** So many seconds pass on the open page. */
  async waits({ seconds, ...trouble }) {
    if (!this.#isOn()) return "killed";
    const end = browser.timers.now + seconds * 1000;
    return this.#does(trouble, async () => {
      while (await browser.timers.next(end)) await this.page.settles();
      browser.timers.now = end;
    });
  }

  /** Waits until nothing is sealed that could be sent; gives after how many seconds, or -1. */
  async empties() {
    const began = browser.timers.now;
    const waits = async () => (await this.sealed()).some(({ status }) => !status);
    while (await waits()) {
      const went = await browser.timers.next(began + SOON);
      await this.page.settles();
      if (!went) return -1;
    }
    return (browser.timers.now - began) / 1000;
  }

  /** The worker runs, and the page hears of it. */
  async runs(trouble) {
    const outcome = await super.runs(trouble);
    if (outcome !== "answered" || !this.#isOn()) return outcome;
    const { store, contact } = this.page;
    const { state } = await this.replica.snapshot([]);
    this.page.person.heard(state.epoch);
    await store.note("synced", state.pulled_at);
    if (await store.heard(state.epoch).catch(noRoom)) this.page.sending = contact.send();
    return outcome;
  }

  async synchronises(trouble) {
    const outcome = await this.runs(trouble);
    if (this.#isOn()) await this.#does({}, this.page.settles);
    return outcome;
  }

  /** What waits sealed here: `{id, status}`. */
  async sealed() {
    const records = await this.#kept((store) => store.all());
    return records.map(({ envelope, status }) => ({ id: envelope.id, status }));
  }

  /** The ids of what has arrived from here. */
  async sent() {
    return (await this.#kept((store) => store.sent())).map(({ envelope }) => envelope.id);
  }

  traces() {
    return this.page.traces.find();
  }

  plants(what) {
    return this.litter.plant(what, this);
  }

  async losesConnection() {
    await super.losesConnection();
    if (!this.page) return;
    for (const db of [this.page.db, this.page.store.db]) (await db.open()).close();
  }

  /** What pages show of the visit: each thing that it gave, on its pages. */
  async shows() {
    if (!this.#isOn()) return { commands: [], pages: [] };
    const visit = this.page.person.seen("de");
    const pages = [];
    for (const path of new Set(visit.commands.flatMap((command) => places(command)))) {
      pages.push(await facts(this, path, new Set(), visit));
    }
    const told = ({ id, name, args, status, reached }) => {
      return { id, name, status, at: places({ id, name, args }), knows: reached !== undefined };
    };
    return { commands: visit.commands.map(told), pages };
  }

  #isOn() {
    return Boolean(this.page) && !this.page.life.isOver;
  }

  async #does({ kill = null, quota = null }, work) {
    const { life } = this.page;
    life.kill = kill && { ...kill };
    if (quota) this.quota = { ...quota };
    const outcome = await Promise.race([work().then(() => "done"), life.over]);
    life.kill = null;
    this.hasRoom();
    if (outcome === "killed") this.falls();
    return outcome;
  }

  /** The page's connection, which a worker that is killed leaves open. */
  #own(life) {
    const db = createDatabase(this.indexedDB, { mayUpgrade: true, version: this.version });
    breaks(db, life, this);
    return db;
  }

  async #kept(read) {
    const store = createStore({ indexedDB: this.indexedDB, now: () => this.time });
    const found = await read(store);
    (await store.db.open()).close();
    return found;
  }

  #kiosk() {
    return createKiosk({ ...table.kiosk, db: this.db, pages: pagesOf(this) });
  }
}
