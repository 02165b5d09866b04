/** Everything that a finger can do at the tablet: it begins a visit, gives, and ends it. */

import { said } from "../said.js";
import { check, forgive } from "../validity.js";
import { commandOf } from "./allowed.js";
import { showPageCode, showTicket } from "./ticket.js";

const byId = (id) => document.getElementById(id);

/**
 * `screen` as in screen.js; `resign()` makes this browser a kiosk no more. `begin()` listens from now
 * on: to buttons, by the `data-do` of what is touched, to links and to forms.
 */
export function createFingers(parts) {
  const { screen, person, pages, tongue, looks, attract, idle, pairing, giving, resign } = parts;

  const deeds = {
    start: () => start(pages.home),
    "open-slide": () => start(attract.open()),
    pause: attract.pause,
    next: attract.turn,
    low: looks.low,
    smaller: looks.smaller,
    larger: looks.larger,
    back: pages.back,
    stay: idle.stay,
    "sign-in": pairing.begin,
    "pair-again": pairing.begin,
    "take-page": () => showPageCode(pages.path()),
    ticket: () => showTicket(person.ticket(), person.isWaiting()),
    print: () => globalThis.print(),
    close: (button) => button.closest("dialog").close(),
    finish,
    "end-anyway": farewell,
    end: () => given().then(screen.end),
    enrol: () => resign().then(screen.leave),
  };

  function begin() {
    document.addEventListener("click", click);
    document.addEventListener("submit", submit);
    document.addEventListener("input", ({ target }) => forgive(target));
  }

  async function start(path) {
    attract.end();
    byId("attract").hidden = true;
    byId("frame").hidden = false;
    screen.announce(said("started"));
    idle.watch();
    await pages.show(path, { remember: false });
  }

  /** Whatever is on its way is given before its visit ends; who has to wait for that sees why. */
  async function given() {
    const dialog = byId("giving");
    if (giving.isBusy()) dialog.showModal();
    await giving.settled().catch(() => {});
    dialog.close();
  }

  async function finish() {
    await given();
    if (pages.hasUnsent()) byId("unsent").showModal();
    else farewell();
  }

  /** Whoever has given something gets its ticket first. */
  function farewell() {
    screen.clear();
    if (person.hasTicket()) deeds.ticket();
    else screen.end();
  }

  function click(event) {
    const { target } = event;
    const button = target.closest("[data-do], [data-language], [data-contrast]:not(html), [data-digit]");
    if (button) return press(button);
    const link = target.closest("a[href]");
    if (!link) return undefined;
    event.preventDefault();
    return pages.show(link.getAttribute("href"));
  }

  function press(button) {
    const { dataset } = button;
    // What somebody has set on the first screen is not the next one's either.
    if (byId("frame").hidden) idle.watch();
    if (dataset.do) return deeds[dataset.do](button);
    if (dataset.language) return setLanguage(dataset.language);
    if (dataset.contrast) return looks.contrast(dataset.contrast);
    return pairing.type(dataset.digit);
  }

  function submit(event) {
    const form = event.target;
    event.preventDefault();
    if (commandOf(form, person.signedIn())) return giving.submit(form, event.submitter);
    if (form.method !== "get" || !check(form)) return undefined;
    const query = new URLSearchParams(new FormData(form, event.submitter));
    return pages.show(`${form.getAttribute("action") ?? pages.path()}?${query}`);
  }

  /** Everything in another language; what was typed stays. */
  async function setLanguage(language) {
    tongue.choose(language);
    document.documentElement.lang = language;
    await screen.refreshShell();
    if (!byId("frame").hidden) await pages.refresh();
  }

  return { begin };
}
