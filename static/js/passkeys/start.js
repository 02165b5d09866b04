/** Passkeys on a page: the button and the form that begin a ceremony, and what comes of it. */

import { BEGINS, createAsking } from "./asking.js";
import { createAutofill } from "./autofill.js";
import { createCeremonies } from "./ceremonies.js";
import { createCodes } from "./codes.js";
import { device } from "./device.js";
import { createOnline } from "./online.js";
import { createOutcomes } from "./outcomes.js";
import { showSecond } from "./second.js";
import { signalKnown } from "./signals.js";
import { createThisDevice } from "./this_device.js";

const FIELD = 'input[autocomplete~="webauthn"]';

/**
 * `{enhance(), send(form, submitter)}`. `tools` is what lazy.js hands over of the page's script.
 */
export function start(tools) {
  const asking = createAsking(tools);
  const ceremonies = createCeremonies({ asking, device });
  const outcomes = createOutcomes(tools);
  const send = createOnline({ ...tools, prove: ceremonies.prove, changed });
  const codes = createCodes({
    ...outcomes,
    make: (tell) => ceremonies.proved(asking.codes, tell),
    said: tools.said,
    isNoAnswer: tools.isNoAnswer,
    locale: tools.locale,
    changed: tools.flush,
  });
  const thisDevice = createThisDevice(asking.known);
  const autofill = createAutofill({
    options: () => asking.options("sign_in"),
    device,
    chosen: (credential, options) =>
      perform(document.querySelector(FIELD).form, "sign_in", (_tell, waits) =>
        ceremonies.answered("sign_in", options, credential, waits),
      ),
  });
  let isRunning = false;

  /** A ceremony from its beginning to its end in words, one at a time; `place` tells them. */
  async function perform(place, purpose, ceremony) {
    if (isRunning) return;
    isRunning = true;
    autofill.stop();
    const tell = (code) => outcomes.tell(place, code);
    try {
      tell("asking");
      const waits = BEGINS.has(purpose) && !(await tools.beforeCeremony());
      if (waits && purpose === "create") tell("unsent");
      else {
        await ceremony(tell, waits);
        await done(place, purpose);
      }
    } catch (error) {
      outcomes.fail(place, error);
    }
    isRunning = false;
    enhance();
  }

  async function done(place, purpose) {
    if (BEGINS.has(purpose)) await tools.signedIn();
    else tools.flush();
    if (place.dataset.then) {
      location.assign(place.dataset.then);
      return;
    }
    if ("sends" in place.dataset) {
      place.form.submit();
      return;
    }
    await tools.morph();
    outcomes.praise(place, purpose);
    // Who has read that it worked may begin the next at once.
    changed().then(enhance, (error) => console.warn(error));
  }

  /** The passkeys of the account are others now. */
  async function changed() {
    thisDevice.forget();
    await signalKnown(await thisDevice.ask());
  }

  function click({ target }) {
    const button = target.closest("button[data-ceremony]");
    if (button) begin(button, {});
  }

  function submit(event) {
    const form = event.target;
    if (!form.dataset.ceremony) return;
    event.preventDefault();
    if (tools.check(form)) begin(form, Object.fromEntries(new FormData(form)));
  }

  function begin(place, details) {
    const purpose = place.dataset.ceremony;
    perform(place, purpose, (tell, waits) => ceremonies.run(purpose, details, tell, waits));
  }

  /** Show what this browser can do; also after each morph. */
  function enhance() {
    const can = device.knowsPasskeys();
    for (const part of document.querySelectorAll("[data-passkeys]")) {
      part.hidden = part.dataset.passkeys !== (can ? "on" : "off");
    }
    for (const form of document.querySelectorAll("form[data-ceremony]")) form.noValidate = true;
    showSecond();
    thisDevice.show();
    if (can && document.querySelector(FIELD) && !isRunning) autofill.start();
    else autofill.stop();
  }

  document.addEventListener("click", click);
  document.addEventListener("click", codes);
  document.addEventListener("submit", submit);
  return { enhance, send };
}
