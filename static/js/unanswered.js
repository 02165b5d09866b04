/** What was sent without an outbox and not answered: sent again, it has the same id. */

import { reader } from "./reader.js";

const NAME = "kokommune.unanswered";

/**
 * `{idOf, keep, isTold, forget}` by form, whose draft `nameOf(form)` names: it may stand there again
 * when the page is loaded anew.
 */
export function createUnanswered(nameOf) {
  const here = new WeakMap();

  /** Whoever was nobody may be a guest since it was sent, but others know nothing of it. */
  function namesOf(form) {
    return reader().map((actor) => actor + nameOf(form));
  }

  /** The id by which a form was sent before, if it was and nothing is known of it. */
  function idOf(form) {
    const ids = inTab();
    return here.get(form) ?? namesOf(form).map((name) => ids[name]).find(Boolean);
  }

  /** It goes out under this id. */
  function keep(form, id) {
    here.set(form, id);
    keepInTab({ ...inTab(), [namesOf(form)[0]]: id });
  }

  /** People know that it had arrived: what they write when they have loaded the page is new. */
  function isTold(form) {
    const ids = inTab();
    for (const name of namesOf(form)) delete ids[name];
    keepInTab(ids);
  }

  function forget(form) {
    here.delete(form);
    isTold(form);
  }

  return { idOf, keep, isTold, forget };
}

function inTab() {
  try {
    return JSON.parse(sessionStorage.getItem(NAME) ?? "{}");
  } catch {
    return {};
  }
}

function keepInTab(ids) {
  try {
    sessionStorage.setItem(NAME, JSON.stringify(ids));
  } catch {
    // Where nothing can be stored, drafts do not outlive the page either.
  }
}
