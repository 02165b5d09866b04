/** What is on the tablet's screen, and all that changes it without a finger: news, and who is here. */

import { replace } from "../morph.js";
import { said } from "../said.js";
import { speak } from "../speak.js";
import { createAge } from "./age.js";
import { isForAll } from "./allowed.js";
import { KIOSK } from "./pages.js";
import { tellWaiting } from "./ticket.js";

const OF_THE_SHELL = ["attract", "frame-head", "frame-reach", "words"];
const GOODBYE = 2000;
const DIALOGS = "dialog[open]:not(#closed, #ticket)";
const byId = (id) => document.getElementById(id);

/** Who leaves it leaves nothing: `end()` empties it, and `wipe()` what was stored. */
export function createScreen(parts) {
  const { person, pages, post, tongue, build, looks, attract, idle, wipe } = parts;
  const age = createAge(tongue);
  let isOver = false;
  let wasSignedIn = false;
  let isNewer = false;

  function begin() {
    setInterval(tellWho, 1000);
    looks.show();
    tell(pages.home);
    attract.begin();
    // Until now nothing could be touched.
    document.documentElement.dataset.ready = "";
  }

  async function refreshShell() {
    const fresh = await pages.shell();
    if (!fresh || isOver) return;
    const open = byId("attract").hidden ? null : document.querySelector(".slide:not([hidden])");
    const shown = open?.dataset.open;
    fresh.getElementById("attract").hidden = byId("attract").hidden;
    for (const slide of fresh.querySelectorAll(".slide")) slide.hidden = slide.dataset.open !== shown;
    for (const id of OF_THE_SHELL) replace(id, fresh);
    for (const dialog of fresh.querySelectorAll("dialog")) retold(dialog);
    looks.show();
    attract.tell();
    tell(pages.path());
  }

  /** A dialog that is open stays as it is; one that a newer build has is none here. */
  function retold(fresh) {
    const before = byId(fresh.id);
    if (before && !before.open) before.replaceChildren(...fresh.childNodes);
  }

  /** Say what is so about the page at `path`, and about whoever is here. */
  function tell(path) {
    if (isOver) return;
    for (const link of document.querySelectorAll(".frame__place[href]")) {
      const isHere = link.getAttribute("href") === path.split(/[?#]/)[0];
      if (isHere) link.setAttribute("aria-current", "page");
      else link.removeAttribute("aria-current");
    }
    document.querySelector("[data-page-code]").hidden = !isForAll(path.split(/[?#]/)[0]);
    for (const each of document.querySelectorAll("[data-has-ticket]")) each.hidden = !person.hasTicket();
    for (const place of document.querySelectorAll("[data-address]")) {
      place.textContent = location.origin + place.dataset.address;
    }
    tellWho();
    age.tell();
  }

  function tellWho() {
    if (isOver) return;
    const session = person.signedIn();
    for (const each of document.querySelectorAll("[data-signed-in]")) each.hidden = !session;
    for (const each of document.querySelectorAll("[data-signed-out]")) each.hidden = Boolean(session);
    const minutes = session ? Math.ceil((session.until - Date.now()) / 60_000) : 0;
    const words = said("who").replace("{name}", session?.name).replace("{minutes}", minutes);
    byId("who").textContent = session ? words : "";
    // Its own deadline is over, with or without a network: nothing of theirs stays on the screen.
    if (wasSignedIn && !session) signedOut();
    wasSignedIn = Boolean(session);
  }

  function signedOut() {
    announce(said("signed_out"));
    person.signOut();
    // What they had typed would be kept when the page that shows it is left.
    byId("main").replaceChildren();
    pages.forget();
    pages.show(pages.home, { remember: false });
  }

  async function signedIn(answer) {
    person.signIn(answer);
    announce(said("signed_in").replace("{name}", answer.name));
    tellWho();
    await pages.refresh();
  }

  function synced(ok, at) {
    if (isOver) return undefined;
    age.heard(ok, at);
    return refresh();
  }

  async function refresh() {
    if (isOver) return;
    if (!byId("frame").hidden) await pages.refresh();
    else if (isNewer) leave();
    else await refreshShell();
  }

  /** A worker of another build is there: while nobody is, its document takes over. */
  function met(other) {
    isNewer = other !== build;
  }

  function arrived(outcomes, clock) {
    if (isOver) return;
    const mine = outcomes.filter((each) => person.answered(each, clock));
    if (mine.length === 0) return;
    tellWaiting(person.isWaiting());
    const refused = mine.some(({ status }) => status === "rejected");
    const address = `${location.origin}/ticket`;
    announce(refused ? said("refused").replace("{address}", address) : said("sent"), refused);
    pages.refresh();
  }

  /** Who does not see the page has to hear it; who is refused reads it above all further pages. */
  function announce(text, isGrave = false) {
    speak(text);
    if (!isGrave) return;
    const note = byId("told");
    note.hidden = false;
    note.textContent = text;
  }

  /** The visit is over: the document goes with everything in it, and with it what it had kept. */
  async function end() {
    if (isOver) return;
    const goodbye = person.signedIn() ? post("/session/end", {}).catch(() => {}) : null;
    vanish();
    await Promise.race([goodbye, new Promise((resolve) => setTimeout(resolve, GOODBYE))]);
    await wipe().catch((error) => console.error(error));
    leave();
  }

  /** However the document is left: a browser that keeps it in memory keeps nothing of the visit. */
  function vanish() {
    isOver = true;
    idle.stop();
    document.body.replaceChildren();
    person.forget();
    pages.forget();
  }

  function leave() {
    location.replace(KIOSK);
  }

  /** This is no kiosk any more. Whoever reads their ticket goes on reading it. */
  function close() {
    if (isOver) return;
    clear();
    tell(pages.path());
    if (!document.querySelector("dialog[open]")) byId("closed").showModal();
  }

  /** Nothing is asked any more. */
  function clear() {
    for (const dialog of document.querySelectorAll(DIALOGS)) dialog.close();
  }

  /** It is one after all. */
  function open() {
    if (!isOver) byId("closed").close();
  }

  return {
    begin,
    tell,
    announce,
    signedIn,
    synced,
    refresh,
    refreshShell,
    met,
    arrived,
    end,
    vanish,
    leave,
    clear,
    close,
    open,
  };
}
