/** Takes over forms that carry commands: into the outbox, or to the server where there is none. */

import { author, idFrom } from "../../service_worker/identity.js";
import { add } from "../../service_worker/outbox.js";
import { NoAnswer } from "../../service_worker/wire.js";
import { announce } from "./announce.js";
import { compose, isCommand, pageOf, resultsOf } from "./command.js";
import { standing } from "./draft_form.js";
import { tellForm } from "./form_message.js";
import { guest } from "./guest.js";
import { askForBackgroundSync, isControlled, say } from "./link.js";
import { askToKeep } from "./persistence.js";
import { account } from "./reader.js";
import { goTo, painted } from "./result.js";
import { createUnanswered } from "./unanswered.js";
import { check, showErrors } from "./validity.js";
import { UNSENT } from "./words.js";

const AGAIN = "kokommune:again:";
const FIRST_PULL = 3000;
const SEEN = 100;
const DONE = new Set(["applied", "waitlisted"]);

/**
 * `db`: the outbox's database; `direct`: createDirect; `ready`: settles after the first pull;
 * `drafts`: keepDrafts;
 * `settle(form, submitter)`: whether nothing has to be asked first; `send(form, submitter)` sends
 * what cannot wait.
 */
export function createForms({ db, direct, morph, ready, settle, send, drafts }) {
  const busy = new WeakSet();
  // What was sent is not to be seen yet: a second click is none, another text is one.
  const showing = new WeakSet();
  const isBusy = (form) => busy.has(form) || (showing.has(form) && standing(form) === "{}");
  const unanswered = createUnanswered(drafts.nameOf);
  document.addEventListener("reset", ({ target }) => unanswered.forget(target));

  /** Handles a submit event. */
  async function submit(event) {
    const form = event.target;
    if (!isCommand(form) || !globalThis.isSecureContext) return;
    event.preventDefault();
    if (isBusy(form) || !check(form)) return;
    busy.add(form);
    try {
      if ("online" in form.dataset) await atOnce(form, event.submitter);
      else if (await settle(form, event.submitter)) await carry(form, compose(form, event.submitter));
    } finally {
      busy.delete(form);
    }
  }

  async function atOnce(form, submitter) {
    try {
      await send(form, submitter);
    } catch (error) {
      console.warn(error);
      tellForm(form, UNSENT.no_answer);
    }
  }

  async function carry(form, command) {
    tellForm(form, "");
    const said = standing(form);
    command.id = unanswered.idOf(form) ?? (await again(form)) ?? command.id;
    const isKept = isControlled() && (await commit(form, command));
    if (isKept === null) return;
    if (isKept) {
      announce({ ...command, status: "waiting" });
    } else {
      const outcome = await push(form, command);
      if (!outcome) return;
      announce({ ...command, status: "settled", code: outcome });
    }
    end(form, said);
    const shown = show(command, pageOf(form, command));
    if (isKept) sendAfter(shown);
    showing.add(form);
    shown.catch(console.warn).finally(() => showing.delete(form));
  }

  /** What was typed while it was sent has not been sent. */
  function end(form, said) {
    if (!["{}", said].includes(standing(form))) {
      unanswered.forget(form);
      return drafts.keep(form);
    }
    form.reset();
    return form.closest("details")?.removeAttribute("open");
  }

  /** The worker can do one thing at a time, and what was written is to be seen first. */
  function sendAfter(shown) {
    Promise.race([shown.then(painted, () => {}), pause(SEEN)]).then(() => {
      say({ type: "flush", changed: true });
      askForBackgroundSync().catch(() => {});
      askToKeep(db).catch(() => {});
    });
  }

  /** What takes a refused text's place has one id, from whichever tab or phone it is sent. */
  async function again({ dataset: { replaces } }) {
    return replaces && idFrom(AGAIN, new TextEncoder().encode(replaces));
  }

  /** Into the outbox; false where this page has none, null where that may not be by now. */
  async function commit(form, command) {
    try {
      // Whose turn it is now: somebody else may read here when what this waits for is there.
      const ending = await drafts.ending(form);
      if (!(await enter(form, command, ending))) {
        // Who writes is known after the first pull: a session may be there already.
        await soon(ready);
        command.actor = await author(db);
        await enter(form, command, ending);
      }
    } catch (error) {
      console.warn(error);
      if (error.message === "another_reader") return leave();
      if (error.message !== "conflict") return false;
      refuse(form, { status: "conflict" });
      return null;
    }
    return true;
  }

  /** The text is kept for who wrote it, and the page becomes that of who reads now. */
  async function leave() {
    await drafts.restore();
    morph();
    return null;
  }

  /** What is sent is no draft any more, whatever happens to this page right after. */
  async function enter(form, command, ending) {
    const record = await add(db, command, form.dataset.replaces, ending);
    if (!record) return false;
    command.id = record.id;
    drafts.ended(form);
    return true;
  }

  /** To the server; gives what became of it, false where the text has to stay. */
  async function push(form, command) {
    unanswered.keep(form, command.id);
    try {
      const result = await direct(command, () => guest(db), account());
      const outcome = result.first || result.status;
      if (DONE.has(outcome)) {
        unanswered.forget(form);
        return outcome;
      }
      return refuse(form, result);
    } catch (error) {
      if (!(error instanceof NoAnswer)) throw error;
      return tellForm(form, UNSENT.no_answer);
    }
  }

  function refuse(form, { status, code, fields }) {
    if (status === "retry" || status === "needs_login") {
      return tellForm(form, UNSENT[code] ?? UNSENT.no_answer);
    }
    if (status === "conflict") {
      unanswered.isTold(form);
      return tellForm(form, UNSENT.conflict);
    }
    unanswered.forget(form);
    return showErrors(form, fields ?? {}) ? tellForm(form, UNSENT[code] ?? UNSENT.refused) : false;
  }

  async function show(command, page) {
    if (page) {
      location.assign(page);
      return;
    }
    if (location.pathname.startsWith("/commands/")) {
      location.assign(isControlled() ? "/outbox" : document.referrer || "/");
      return;
    }
    await morph();
    goTo(resultsOf(command));
  }

  return submit;
}

function soon(promise) {
  return Promise.race([promise, pause(FIRST_PULL)]).catch(() => {});
}

function pause(length) {
  return new Promise((resolve) => setTimeout(resolve, length));
}
