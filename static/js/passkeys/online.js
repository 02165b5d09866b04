/** Forms that cannot wait in an outbox: sent at once, or not at all. */

import { tookAlong } from "./took_along.js";

const DONE = new Set(["applied", "waitlisted"]);

class SignedOut extends Error {}

/**
 * `send(form, submitter)`. `prove(tell)` as in ceremonies.js; `changed()` is called after what was
 * done; everything else as in start.js.
 */
export function createOnline(tools) {
  const { direct, compose, showErrors, tellForm, isNoAnswer, said, speak, words } = tools;

  return async function send(form, submitter) {
    const tell = (code) => tellForm(form, said(code) ?? words[code] ?? words.refused);
    tellForm(form, "");
    try {
      const result = await carriedOut(form, submitter, tell);
      const isDone = DONE.has(result.first || result.status);
      if (isDone) await done(form);
      else if (showErrors(form, result.fields ?? {})) tell(result.code);
    } catch (error) {
      if (error instanceof SignedOut) tell("no_account");
      else if (isNoAnswer(error)) tell("no_answer");
      else fail(error, tell);
    }
  };

  async function carriedOut(form, submitter, tell) {
    const result = await direct(compose(form, submitter), nobody);
    if (result.code !== "verify_first") return result;
    await tools.prove(tell);
    tellForm(form, "");
    return direct(compose(form, submitter), nobody);
  }

  async function done(form) {
    const heading = form.closest("section")?.querySelector("h2") ?? document.getElementById("main");
    if (form.dataset.online === "take") await takeAlong(form.elements.guest.value);
    form.reset();
    form.closest("details")?.removeAttribute("open");
    heading.tabIndex = -1;
    heading.focus();
    speak(form.dataset.done ?? "");
    const leaves = form.dataset.online === "leave";
    if (leaves) await tools.signedOut();
    else tools.flush();
    await tools.morph();
    if (!leaves) await tools.changed();
  }

  /** Where there is no database, no guest is kept in it. */
  function takeAlong(guest) {
    return tookAlong(tools.db, guest).catch((error) => console.warn(error));
  }

  function fail(error, tell) {
    if (error.name === "NotAllowedError") tell("cancelled");
    else {
      console.warn(error);
      tell(error.code ?? "failed");
    }
  }
}

/** Nobody becomes a guest for this. */
function nobody() {
  throw new SignedOut("nobody is signed in");
}
