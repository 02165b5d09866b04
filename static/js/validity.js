/** What is wrong with a form, beside the fields, before it is sent. */

import { said } from "./said.js";
import { FIELD } from "./words.js";

/** Whether all fields are right; else their errors are shown and the first has the focus. */
export function check(form) {
  const errors = {};
  for (const field of form.elements) {
    const code = field.willValidate ? codeOf(field) : "";
    if (code) errors[field.name] = code;
  }
  return showErrors(form, errors);
}

/** Show `{name: code}` beside the fields; true where there are none. */
export function showErrors(form, errors) {
  let first = null;
  for (const field of form.elements) {
    if (!field.name || field.type === "hidden") continue;
    mark(field, errors[field.name]);
    if (errors[field.name]) first ??= field;
  }
  // A field that is folded away cannot be looked at.
  first?.closest("details:not([open])")?.setAttribute("open", "");
  first?.focus();
  return !first;
}

/** Let the form speak for itself, instead of the browser's bubbles. */
export function takeOver(form) {
  if (!form.noValidate) form.noValidate = true;
}

/** A field that is being mended is not complained about. */
export function forgive(field) {
  if (field.getAttribute("aria-invalid") && !codeOf(field)) mark(field, "");
}

function codeOf({ form, name, type, required, value, validity }) {
  if (type === "datetime-local" && !validity.valid) return "not_a_time";
  if (name === "point" && validity.patternMismatch) return "not_a_point";
  if (validity.badInput) return "not_a_number";
  if (validity.valueMissing || (required && value.trim() === "")) return "required";
  if (validity.tooLong) return "too_long";
  if (validity.rangeUnderflow || validity.rangeOverflow || validity.stepMismatch) return "range";
  if (name === "ends" && value <= form.elements.starts.value) return "ends_before_start";
  return validity.valid ? "" : "invalid";
}

function mark(field, code) {
  if (code) field.setAttribute("aria-invalid", "true");
  else field.removeAttribute("aria-invalid");
  field.classList.toggle("kern-form-input__input--error", Boolean(code));
  field.closest(".kern-form-input")?.classList.toggle("kern-form-input--error", Boolean(code));
  const message = errorElement(field);
  if (!message) return;
  message.hidden = !code;
  const text = message.querySelector("[data-error-text]") ?? message;
  const { min, max } = field;
  const words = said(code) ?? FIELD[code] ?? FIELD.invalid;
  text.textContent = code ? words.replace("{min}", min).replace("{max}", max) : "";
}

function errorElement(field) {
  const ids = (field.getAttribute("aria-describedby") ?? "").split(" ");
  return document.getElementById(ids.find((id) => id.endsWith("-error")) ?? "");
}
