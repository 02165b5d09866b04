/** What is said about a place that was chosen, its neighbourhood, or asked: whether it is right. */

import { pointText, readPoint } from "./point.js";
import { judge } from "./verdict.js";

const ASKED = new Set(["outside", "swapped"]);

/** `settle(form, submitter)`; `town()` gives the town's map or null. */
export function createQuestions({ town, words }) {
  // The place that somebody has called right, and the submit that waits for an answer.
  const confirmed = new WeakMap();
  const held = new WeakMap();
  document.addEventListener("click", ({ target }) => {
    const button = target.closest("[data-place-answer]");
    if (button) answer(button.closest("form"), button.dataset.placeAnswer);
  });
  document.addEventListener("change", ({ target }) => {
    if (target.name === "point" && target.closest("[data-place]")) told(target);
  });

  /** Say where the place is, or ask. */
  async function told(field) {
    const { form } = field;
    held.delete(form);
    const point = readPoint(field.value);
    if (!point) {
      ask(form, "");
      return;
    }
    // What people copy from elsewhere is written as the server reads it.
    field.value = pointText(point);
    const { verdict, place } = await verdictOn(form);
    ask(form, isAsked(form, verdict) ? verdict : "");
    say(form, place ? inWords(form, place) : "");
  }

  /** Whether a form may be sent: true, or false while a question is open. */
  async function settle(form, submitter) {
    const { verdict } = await verdictOn(form);
    if (!isAsked(form, verdict)) return true;
    held.set(form, submitter);
    detailsOf(form).open = true;
    ask(form, verdict).focus();
    return false;
  }

  async function verdictOn(form) {
    const point = readPoint(form.elements.point.value);
    const map = point && (await town());
    return map ? judge(map.outlines, point) : { verdict: "unknown", place: null };
  }

  function isAsked(form, verdict) {
    return ASKED.has(verdict) && confirmed.get(form) !== form.elements.point.value;
  }

  async function answer(form, choice) {
    const field = form.elements.point;
    const submitter = held.get(form);
    held.delete(form);
    ask(form, "");
    if (choice === "other") {
      field.focus();
      return;
    }
    if (choice === "swap") {
      field.value = pointText(readPoint(field.value).reverse());
      field.dispatchEvent(new Event("input", { bubbles: true }));
      field.dispatchEvent(new Event("change", { bubbles: true }));
    } else {
      confirmed.set(form, field.value);
      say(form, words.confirmed);
    }
    if (submitter) form.requestSubmit(submitter);
    else detailsOf(form).querySelector("summary").focus();
  }

  function inWords(form, { id, name }) {
    const select = form.elements.on ?? form.elements.neighbourhood;
    const isNew = select?.localName === "select" && select.value !== id;
    if (isNew) select.value = id;
    const isChosen = isNew && select.value === id;
    if (isChosen) select.dispatchEvent(new Event("change", { bubbles: true }));
    return (isChosen ? words.chosen : words.inside).replaceAll("{name}", name);
  }

  return settle;
}

/** Show one of the questions, or none; gives it. */
function ask(form, verdict) {
  let shown = null;
  for (const question of detailsOf(form).querySelectorAll("[data-place-asks]")) {
    question.hidden = question.dataset.placeAsks !== verdict;
    if (!question.hidden) shown = question;
  }
  return shown;
}

function say(form, text) {
  detailsOf(form).querySelector("[data-place-says]").textContent = text;
}

function detailsOf(form) {
  return form.querySelector("[data-place]");
}
