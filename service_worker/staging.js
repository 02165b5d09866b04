/** The pages of one pull, collected until all are there. */

import { NoAnswer } from "./wire.js";

/** `take(answer)` adds a page; nothing of it is in the replica yet. */
export function createStaging() {
  const scopes = new Map();
  const gone = new Set();
  let head = null;

  function take(answer) {
    if (head && head.epoch !== answer.epoch) throw new NoAnswer("another epoch between pages");
    head = answer;
    for (const name of answer.gone) {
      gone.add(name);
      scopes.delete(name);
    }
    for (const [name, page] of Object.entries(answer.scopes)) add(name, page, answer.as_of);
  }

  function add(name, page, asOf) {
    const scope = scopes.get(name) ?? { reset: false, put: new Map(), del: new Set() };
    if (page.reset) {
      scope.reset = true;
      scope.put.clear();
      scope.del.clear();
    }
    for (const { key, body } of page.put) {
      scope.put.set(key, body);
      scope.del.delete(key);
    }
    for (const key of page.del) {
      scope.put.delete(key);
      scope.del.add(key);
    }
    const partial = page.partial ?? false;
    scopes.set(name, { ...scope, cursor: page.to, more: page.more, partial, version: asOf });
  }

  /** The cursors of scopes of which more is to come, but not of `later`: {name: cursor}. */
  function unfinished(later = []) {
    const open = [...scopes].filter(([name, scope]) => scope.more && !later.includes(name));
    return Object.fromEntries(open.map(([name, { cursor }]) => [name, cursor]));
  }

  return {
    take,
    unfinished,
    scopes,
    gone,
    get head() {
      return head;
    },
  };
}
