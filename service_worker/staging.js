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
    for (const { key, version, body } of page.put) {
      scope.put.set(key, { version, body });
      scope.del.delete(key);
    }
    for (const key of page.del) {
      scope.put.delete(key);
      scope.del.add(key);
    }
    const { to: cursor, more, partial = false, count, sum } = page;
    // What the whole of it amounts to; nothing where the server does not say so.
    const told = sum === undefined ? null : { count, sum };
    scopes.set(name, { ...scope, cursor, more, partial, told, version: asOf });
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
