/** "Daten von diesem Gerät entfernen": asks first, and asks twice where something is unsent. */

import { askWorker, on } from "./link.js";
import { saveOutbox } from "./outbox_file.js";
import { unsent } from "./unsent.js";
import { REMOVING } from "./words.js";

const PATIENCE = 60_000;

/**
 * Handles clicks on the page "Auf diesem Gerät"; `removal` as in removal.js, for a page without a
 * worker; `emptied()` is called when nothing is left.
 */
export function createRemoving({ db, removal, emptied }) {
  let late = 0;
  const STEPS = { begin, go_on: sure, save, cancel, remove };

  on("removed", ({ ok }) => (ok ? emptied() : failed()));

  return function click({ target }) {
    const button = target.closest("[data-removing]");
    if (button) STEPS[button.dataset.removing](dialog());
  };

  async function begin(box) {
    const { own, others } = await unsent(db);
    const theirs = others ? REMOVING.others(others) : "";
    tell(box, "");
    say(box, "[data-unsent]", own ? REMOVING.unsent(own) : "", theirs);
    say(box, "[data-lost]", own ? REMOVING.lost(own) : "", theirs);
    box.querySelector("[data-removing=save]").hidden = own === 0;
    step(box, own || others ? "unsent" : "sure");
    box.showModal();
  }

  async function save(box) {
    tell(box, await saveOutbox(db));
  }

  async function remove(box) {
    busy(box, true);
    tell(box, REMOVING.running);
    late = setTimeout(failed, PATIENCE);
    if (await askWorker({ type: "remove" })) return;
    if (await removal.remove()) emptied();
    else failed();
  }

  function failed() {
    clearTimeout(late);
    busy(dialog(), false);
    tell(dialog(), REMOVING.failed);
  }
}

/** Reveal what needs this script. */
export function showRemoving() {
  const section = document.getElementById("removing");
  if (section) section.hidden = typeof dialog().showModal !== "function";
}

function dialog() {
  return document.getElementById("removing-dialog");
}

function sure(box) {
  step(box, "sure");
}

function cancel(box) {
  box.close();
}

function step(box, name) {
  for (const part of box.querySelectorAll("[data-step]")) part.hidden = part.dataset.step !== name;
  box.setAttribute("aria-labelledby", `removing-${name}`);
  box.querySelector(`#removing-${name}`).focus();
}

function say(box, place, ...sentences) {
  box.querySelector(place).textContent = sentences.filter(Boolean).join(" ");
}

function tell(box, text) {
  const line = box.querySelector("[data-told]");
  line.textContent = text;
  if (text) line.scrollIntoView({ block: "nearest" });
}

function busy(box, isBusy) {
  for (const button of box.querySelectorAll("button")) button.disabled = isBusy;
}
