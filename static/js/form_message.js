/** What a form says as a whole, above its button. */

/** Show a message; none where it is empty. Always false. */
export function tellForm(form, text) {
  let line = form.querySelector("[data-form-message]");
  if (!line && text) {
    line = document.createElement("p");
    line.dataset.formMessage = "";
    line.className = "kern-error";
    line.role = "alert";
    const button = form.querySelector("[type=submit]");
    button.parentNode.insertBefore(line, button);
  }
  if (line) line.textContent = text;
  return false;
}
