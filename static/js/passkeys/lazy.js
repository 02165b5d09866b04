/** What accounts need is large, and fetched on pages that speak of them. */

import { NoAnswer } from "../../../service_worker/wire.js";
import { compose } from "../command.js";
import { tellForm } from "../form_message.js";
import { say } from "../link.js";
import { said } from "../said.js";
import { beforeCeremony, begins, signedIn, signedOut, undisturbed } from "../signed_in.js";
import { speak } from "../speak.js";
import { check, showErrors } from "../validity.js";
import { LOCALE, UNSENT } from "../words.js";

/** What the chunk needs of the page's script: what it imported itself would be torn out of there. */
const OWN = {
  beforeCeremony,
  begins,
  signedIn,
  signedOut,
  undisturbed,
  said,
  speak,
  check,
  compose,
  showErrors,
  tellForm,
  flush: () => say({ type: "flush" }),
  isNoAnswer: (error) => error instanceof NoAnswer,
  words: UNSENT,
  locale: LOCALE,
};

/** `{enhance(), send(form, submitter)}`; `given`: `{db, post, fetch, direct, morph}`. */
export function createPasskeys(given) {
  const tools = { ...OWN, ...given };
  let parts = null;
  let isHere = null;

  function load() {
    parts ??= import("./start.js").then(
      ({ start }) => (isHere = start(tools)),
      (error) => {
        parts = null;
        throw error;
      },
    );
    return parts;
  }

  /** For the page, and after each morph. */
  function enhance() {
    if (isHere) isHere.enhance();
    else if (document.querySelector("[data-passkeys]")) {
      load().then((here) => here.enhance(), apologise);
    }
  }

  /** Send a form that cannot wait. */
  async function send(form, submitter) {
    return (await load()).send(form, submitter);
  }

  function apologise(error) {
    console.warn(error);
    for (const place of document.querySelectorAll('[data-passkeys="late"]')) place.hidden = false;
    addEventListener("online", enhance, { once: true });
  }

  return { enhance, send };
}
