/** "Auf diesem Gerät abmelden": at once, also without a network; asks where something is unsent. */

import { signOut } from "../../service_worker/signing_out.js";
import { ask, isControlled, say } from "./link.js";
import { saveOutbox } from "./outbox_file.js";
import { speak } from "./speak.js";
import { unsent } from "./unsent.js";
import { SIGN_OUT } from "./words.js";

const PATIENCE = 20_000;

/** `{submit, click}`: handlers of events. `keepDrafts()` keeps what was just typed, for later. */
export function createSignOut({ db, morph, keepDrafts }) {
  const STEPS = { send, save, cancel: (box) => box.close(), leave };

  async function submit(event) {
    const form = event.target;
    if (!form.matches("[data-sign-out]")) return;
    event.preventDefault();
    const { own } = await unsent(db);
    if (own === 0) await leave();
    else open(dialog(), own);
  }

  function click({ target }) {
    const button = target.closest("[data-leaving]");
    if (button) STEPS[button.dataset.leaving](dialog());
  }

  async function send(box) {
    tell(box, SIGN_OUT.sending);
    await ask({ type: "flush", asks: true }, PATIENCE);
    const { own } = await unsent(db);
    if (!box.open) return;
    if (own === 0) return leave(box);
    count(box, own);
    return tell(box, SIGN_OUT.unsent);
  }

  async function save(box) {
    tell(box, await saveOutbox(db));
  }

  async function leave(box = dialog()) {
    box.close();
    await keepDrafts();
    let isOut = true;
    await signOut(db).catch((error) => {
      console.warn(error);
      isOut = false;
    });
    // Where there is no database, there is nothing in it to forget.
    if (!isOut || !isControlled()) {
      document.querySelector("[data-sign-out]").submit();
      return;
    }
    say({ type: "flush", person: true });
    await morph();
    speak(SIGN_OUT.done);
    scrollTo(0, 0);
    document.getElementById("main").focus({ preventScroll: true });
  }

  return { submit, click };
}

function dialog() {
  return document.getElementById("sign-out-dialog");
}

function open(box, number) {
  tell(box, "");
  count(box, number);
  box.showModal();
  box.querySelector("h3").focus();
}

function count(box, number) {
  box.querySelector("[data-unsent]").textContent = SIGN_OUT.count(number);
}

function tell(box, text) {
  const line = box.querySelector("[data-told]");
  line.textContent = text;
  if (text) line.scrollIntoView({ block: "nearest" });
}
