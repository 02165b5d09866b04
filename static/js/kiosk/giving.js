/** What somebody gives at the tablet: sealed at once, or sent in their own name. */

import { NoAnswer } from "../../../service_worker/wire.js";
import { announce } from "../announce.js";
import { compose, resultsOf } from "../command.js";
import { tellForm } from "../form_message.js";
import { said } from "../said.js";
import { speak } from "../speak.js";
import { check, showErrors } from "../validity.js";
import { commandOf } from "./allowed.js";
import { seal } from "./seal.js";

const DONE = new Set(["applied", "waitlisted"]);
/** The session is over, or it is built on what is still sealed here: sealed it waits for that. */
const NOT_NOW = new Set(["needs_login", "retry", "blocked"]);

/**
 * `person`, `store` as in their files; `post` as in wire.js, in the name of who is signed in;
 * `pages` as in pages.js; `sent()` is called after something was put to be sent.
 */
export function createGiving({ person, store, post, pages, sent }) {
  const { show, refresh, reveal } = pages;
  let busy = null;

  /** Handles a submit event of a form that carries a command. Two fingers send it once. */
  async function submit(form, submitter) {
    if (busy || !commandOf(form, person.signedIn()) || !check(form)) return;
    busy = give(form, submitter);
    try {
      await busy;
    } finally {
      busy = null;
    }
  }

  /** Whoever leaves right after sending gets a ticket for it all the same. */
  const settled = async () => busy;

  async function give(form, submitter) {
    const command = compose(form, submitter);
    tellForm(form, "");
    const kept = (person.signedIn() && (await push(form, command))) ?? (await sealUp(form, command));
    if (!kept) return;
    // What was typed while it was sent has not been sent.
    if (isSame(compose(form, submitter), command)) {
      form.reset();
      form.closest("details")?.removeAttribute("open");
    }
    const page = (form.dataset.result ?? "").replace("{id}", command.id);
    if (page) await show(page);
    else await refresh().then(() => reveal(resultsOf(command)));
  }

  /** In one's own name. Null where nothing is known of it: what a visit may send is sealed then. */
  async function push(form, command) {
    const { actor } = person.signedIn();
    const written = person.wrote(command, actor);
    try {
      const { status, body } = await post("/sync/push", { commands: [pushed(written)] });
      if (status !== 200) throw new NoAnswer(`status ${status}`);
      const [result] = body.results;
      const outcome = result.status === "duplicate" ? result.first : result.status;
      if (NOT_NOW.has(outcome)) throw new NoAnswer(outcome);
      if (!DONE.has(outcome)) return refuse(form, result);
      const { version: as_of = 0, scopes = [] } = result;
      const code = outcome === "waitlisted" ? outcome : "";
      const reached = person.reached({ epoch: body.epoch, as_of });
      person.note({ ...written, status: "acknowledged", code, ...reached, scopes });
      announce({ ...written, status: "acknowledged", code });
      return true;
    } catch (error) {
      if (!(error instanceof NoAnswer)) throw error;
      return null;
    }
  }

  function refuse(form, { fields }) {
    if (showErrors(form, fields ?? {})) tellForm(form, said("own_refused"));
    return false;
  }

  async function sealUp(form, command) {
    // What only an account does no visit can: sealed it would be refused.
    if (!commandOf(form, null)) return tellForm(form, said("own_no_answer"));
    const key = await store.fact("key");
    if (!key) return tellForm(form, said("no_key"));
    const visit = await person.visit();
    const written = person.wrote(command, visit.actor);
    try {
      await store.put(await seal(key, visit.letter(written)), written.client_time);
    } catch (error) {
      console.warn(error);
      return tellForm(form, said("not_kept"));
    }
    person.note(written);
    speak(said("sealed"));
    sent();
    return true;
  }

  return { submit, settled, isBusy: () => Boolean(busy) };
}

function isSame({ args }, command) {
  return JSON.stringify(args) === JSON.stringify(command.args);
}

function pushed({ id, name, version, args, actor, client_time, depends_on }) {
  return { id, seq: 1, name, version, args, actor, client_time, depends_on };
}
