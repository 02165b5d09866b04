/** The way to the home screen: the browser's own where it has one, else the way is told. */

import { INSTALL } from "./words.js";

let offer = null;
let said = "";

/** Keep the browser's offer for the page that speaks of it, instead of a bar on every page. */
export function watchForInstalling() {
  addEventListener("beforeinstallprompt", keep);
  globalThis.kokommune?.offer?.then(keep);
  addEventListener("appinstalled", () => done(INSTALL.done));
  document.addEventListener("click", ({ target }) => {
    if (target.closest("[data-install]")) ask();
  });
}

function keep(event) {
  event.preventDefault();
  offer = event;
  showHomeScreen();
}

/** Reveal what this browser can do, if this is the page that speaks of it. */
export function showHomeScreen() {
  const section = document.getElementById("home-screen");
  if (!section) return;
  const canAsk = Boolean(offer);
  const isTold = isInSafariOnPhone();
  section.hidden = isInstalled() || !(canAsk || isTold || said);
  section.querySelector("[data-offer]").hidden = !canAsk;
  section.querySelector("[data-told]").hidden = !isTold;
  section.querySelector("[data-said]").textContent = said;
}

async function ask() {
  const asked = offer;
  offer = null;
  await asked?.prompt();
  const { outcome } = (await asked?.userChoice) ?? {};
  done(outcome === "accepted" ? INSTALL.done : INSTALL.later);
}

function done(words) {
  offer = null;
  said = words;
  showHomeScreen();
  document.getElementById("home-screen")?.querySelector("[data-said]").focus();
}

function isInstalled() {
  return !matchMedia("(display-mode: browser)").matches || navigator.standalone === true;
}

/** Only iPhones and iPads know the word; there no browser can ask. */
function isInSafariOnPhone() {
  return navigator.standalone === false;
}
