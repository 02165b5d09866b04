/** What was typed into a form and not sent stands there again when the page is loaded anew. */

import { discard, fill, isKept, keepsField, nameOf, standing, written } from "./draft_form.js";
import { createDraftStore } from "./draft_store.js";
import { reader } from "./reader.js";

const PAUSE = 400;

/**
 * Keep drafts from now on. `restore()`, for the page and after each morph, gives whether somebody
 * else reads here by now; `keepAll()` keeps at once what was just typed; `ending(form)` is for the
 * transaction that sends what stands in a form, `ended(form)` for after it; `nameOf(form)` is its
 * draft's name; `keep(form)` keeps what stands in it.
 */
export function keepDrafts(db) {
  const store = createDraftStore({ db, tab: tabStorage(), now: Date.now, reader });
  const waiting = new Map();
  // As the page brought them: scripts may write into hidden fields.
  const names = new WeakMap();
  // What this tab has put back.
  const filled = new WeakMap();
  let forgotten = 0;
  // Whose turn it was when the forms were looked at last, and whose texts may stand in them.
  let turn = null;
  let shown = null;
  let clearing = false;
  // One after the other, so that what was sent is not kept by a save that began before.
  let last = Promise.resolve();
  const then = (work) => {
    last = last.then(work).catch((error) => console.warn(error));
  };

  function later(form) {
    clearTimeout(waiting.get(form));
    waiting.set(
      form,
      setTimeout(() => save(form), PAUSE),
    );
  }

  function save(form, ends = false) {
    clearTimeout(waiting.get(form));
    waiting.delete(form);
    const fields = written(form);
    const name = named(form);
    if (Object.keys(fields).length === 0) {
      forgotten += 1;
      return then(() => store.drop(name));
    }
    // The page may be gone before a database has answered.
    store.keepAtOnce(name, fields);
    return then(() => store.keep(name, fields, ends));
  }

  function saveAll({ type } = {}) {
    for (const form of [...waiting.keys()]) save(form, type === "pagehide");
  }

  function forget(form) {
    clearTimeout(waiting.get(form));
    waiting.delete(form);
    form.querySelector("[data-draft]")?.remove();
    forgotten += 1;
    const name = named(form);
    then(() => store.drop(name));
  }

  async function restore() {
    for (const form of untouched()) names.set(form, nameOf(form));
    await last;
    const isOther = await notice();
    const before = forgotten;
    const drafts = await store.all();
    // What was sent while they were read is not to stand there again.
    if (forgotten > before) return (await restore()) || isOther;
    for (const form of untouched()) {
      const fields = drafts[named(form)];
      if (!fields) continue;
      fill(form, fields);
      filled.set(form, standing(form));
    }
    for (const form of document.forms) {
      const isLeft = isAsFilled(form) && !drafts[named(form)];
      // Sent from another tab, it would stand here as if it were not.
      if (isLeft && (await store.isGone(named(form))) && isAsFilled(form)) empty(form);
    }
    return isOther;
  }

  /** Where somebody else has signed in or out, their texts do not stay in the forms. */
  async function notice() {
    const now = await store.turn();
    const isOther = turn !== null && now !== turn;
    turn = now;
    if (isOther) {
      // It is still kept as theirs who wrote it, with what they type meanwhile.
      do {
        await keepAll();
      } while (waiting.size > 0);
      clear();
    }
    shown = now;
    return isOther;
  }

  function clear() {
    // What somebody writes in stays in the page when the rest of it goes.
    if (document.activeElement?.form) document.activeElement.blur();
    for (const form of document.forms) empty(form);
  }

  /** Without forgetting what is kept of it. */
  function empty(form) {
    clearing = true;
    form.querySelector("[data-draft]")?.remove();
    form.reset();
    clearing = false;
  }

  function isAsFilled(form) {
    return !waiting.has(form) && filled.get(form) === standing(form);
  }

  async function keepAll() {
    saveAll();
    await last;
  }

  /**
   * What ends a form's draft in the transaction that sends it. What was just typed is kept in this
   * tab: a transaction of its own would take as long as all that is behind it.
   */
  async function ending(form) {
    // It was written before what this waits for: somebody else may read here by then.
    const whose = shown;
    if (waiting.has(form)) {
      clearTimeout(waiting.get(form));
      store.keepAtOnce(named(form), written(form));
    }
    await last;
    return store.ending(named(form), whose);
  }

  /** It is sent: nothing of it is left in this tab either. */
  function ended(form) {
    clearTimeout(waiting.get(form));
    waiting.delete(form);
    store.dropInTab(named(form));
  }

  function untouched() {
    const kept = [...document.forms].filter(isKept);
    return kept.filter((form) => !waiting.has(form) && standing(form) === "{}");
  }

  function named(form) {
    return names.get(form) ?? nameOf(form);
  }

  // What was typed before this script had come.
  for (const form of document.forms) {
    if (isKept(form) && Object.keys(written(form)).length) later(form);
  }
  document.addEventListener("input", ({ target }) => {
    if (target.form && isKept(target.form) && keepsField(target)) later(target.form);
  });
  document.addEventListener("reset", ({ target }) => {
    if (isKept(target) && !clearing) forget(target);
  });
  document.addEventListener("click", discard);
  addEventListener("pagehide", saveAll);
  document.addEventListener("visibilitychange", saveAll);
  const restored = () => restore().catch((error) => console.warn(error));
  return { keep: later, keepAll, ending, ended, nameOf: named, restore: restored };
}

function tabStorage() {
  try {
    return globalThis.sessionStorage;
  } catch {
    return undefined;
  }
}
