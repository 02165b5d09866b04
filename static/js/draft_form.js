/** Drafts in forms: what of a form is kept, and how it is put back. */

import { isCommand } from "./command.js";
import { isChanged, setValue, valueOf } from "./field.js";
import { DRAFT, REALLY_DISCARD } from "./words.js";

const NEVER = new Set(["hidden", "password", "file", "submit", "button", "reset", "image"]);

/** Whether drafts of a form are kept. */
export function isKept(form) {
  return form.localName === "form" && isCommand(form);
}

/** A form by what it is about: its page, its command, and what is hidden in it. */
export function nameOf(form) {
  const hidden = [...form.elements].filter(({ type }) => type === "hidden");
  const about = hidden.map(({ name, value }) => `${name}=${value}`).sort();
  const { pathname } = new URL(form.action);
  return [location.pathname, pathname, form.dataset.replaces ?? "", ...about].join("\n");
}

function fieldsOf(form) {
  return [...form.elements].filter((field) => field.name && keepsField(field));
}

/** Whether what stands in a field may be kept. */
export function keepsField({ type }) {
  return !NEVER.has(type);
}

/** What was changed in a form: {field: value}. */
export function written(form) {
  const changed = fieldsOf(form).filter(isChanged);
  return Object.fromEntries(changed.map((field) => [keyOf(field), valueOf(field)]));
}

/** The same as text, to be compared. */
export function standing(form) {
  return JSON.stringify(written(form));
}

/** Put a draft back, and say so. */
export function fill(form, fields) {
  const known = fieldsOf(form).filter((field) => keyOf(field) in fields);
  if (known.length === 0) return;
  for (const field of known) setValue(field, fields[keyOf(field)]);
  for (let at = form.closest("details"); at; at = at.parentElement.closest("details")) {
    at.open = true;
  }
  form.prepend(note());
}

/** Buttons of a group share their name. */
function keyOf({ name, type, value }) {
  return type === "radio" ? `${name} ${value}` : name;
}

function note() {
  const line = document.createElement("p");
  line.className = "draft";
  line.dataset.draft = "";
  const words = document.createElement("span");
  words.textContent = DRAFT.kept;
  const button = document.createElement("button");
  button.type = "button";
  button.className = "kern-btn kern-btn--secondary";
  button.dataset.discardDraft = "";
  const label = document.createElement("span");
  label.className = "kern-label";
  label.textContent = DRAFT.discard;
  button.append(label);
  line.append(words, button);
  return line;
}

/** Handles a click: the first asks, the second discards the draft for good. */
export function discard({ target }) {
  const button = target.closest("[data-discard-draft]");
  if (!button) return;
  if (!button.dataset.sure) {
    button.dataset.sure = "1";
    button.firstElementChild.textContent = REALLY_DISCARD;
    return;
  }
  const { form } = button;
  form.reset();
  fieldsOf(form)[0]?.focus();
}
