/** Handing a page on: the system's share sheet, the clipboard, a QR code. */

import { speak } from "./speak.js";
import { LINK } from "./words.js";

/** Show what this browser can do, and whether the code could be had. */
export function showShare() {
  for (const button of document.querySelectorAll("[data-share]")) {
    button.hidden = !navigator.share;
  }
  for (const button of document.querySelectorAll("[data-copy]")) button.hidden = false;
  for (const code of document.querySelectorAll("img[data-code]")) tellCode({ target: code });
}

/** Handles a click on one of the buttons. */
export async function share({ target }) {
  const button = target.closest("[data-share], [data-copy]");
  if (!button) return;
  const address = button.closest(".share").querySelector("[data-share-address]");
  if ("share" in button.dataset) await openSheet(address);
  else await copy(address, button);
}

/** Handles that a picture came, or did not: a line stands in for a code that is missing. */
export function tellCode({ target }) {
  if (!target.matches?.("img[data-code]")) return;
  const isMissing = target.complete && target.naturalWidth === 0;
  target.hidden = isMissing;
  target.parentElement.querySelector("[data-code-missing]").hidden = !isMissing;
}

/** Ask anew for codes that could not be had. */
export function reloadCodes() {
  for (const code of document.querySelectorAll("img[data-code][hidden]")) {
    code.hidden = false;
    code.src = code.getAttribute("src");
  }
}

async function openSheet(address) {
  const title = document.querySelector("main h1").textContent.trim();
  try {
    await navigator.share({ title, url: address.textContent });
  } catch (error) {
    // Who closes the sheet has decided; whatever else went wrong, the link can be copied.
    if (error.name !== "AbortError") mark(address);
  }
}

async function copy(address, button) {
  try {
    await navigator.clipboard.writeText(address.textContent);
    const label = button.querySelector(".kern-label");
    label.textContent = LINK.copied;
    // It stays said when the page is brought up to date.
    label.dataset.drawn = "";
    speak(LINK.copied);
  } catch {
    mark(address);
  }
}

/** Where the clipboard is closed to scripts, people copy themselves. */
function mark(address) {
  getSelection().selectAllChildren(address);
  speak(LINK.marked);
}
