/** What every open tab shows once nothing is left on this device. */

import { forgetLanguage } from "./language.js";
import { hangUp } from "./link.js";
import { speak } from "./speak.js";
import { EMPTIED } from "./words.js";

/** Forget what this tab keeps itself, and show that nothing is left. */
export function showEmptied() {
  hangUp();
  forget();
  forgetLanguage();
  document.title = EMPTIED.title;
  history.replaceState(null, "", "/device");
  document.getElementById("freshness").hidden = true;
  document.getElementById("outbox-count").hidden = true;
  document.getElementById("who").hidden = true;
  speak(EMPTIED.title);
  const main = document.getElementById("main");
  main.replaceChildren(element("h1", EMPTIED.title), ...EMPTIED.lines.map(paragraph), again());
  scrollTo(0, 0);
  main.focus();
}

function forget() {
  for (const storage of ["localStorage", "sessionStorage"]) {
    try {
      globalThis[storage].clear();
    } catch {
      // Where the browser allows no storage, there is none to clear.
    }
  }
}

function again() {
  const link = element("a", "");
  link.className = "kern-btn kern-btn--secondary";
  link.href = "/";
  link.append(element("span", EMPTIED.again));
  link.firstChild.className = "kern-label";
  const line = element("p", "");
  line.append(link);
  return line;
}

function paragraph(text) {
  return element("p", text);
}

function element(name, text) {
  const made = document.createElement(name);
  made.textContent = text;
  return made;
}
