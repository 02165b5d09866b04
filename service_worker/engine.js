/**
 * Carries templates out. They come as the lists that `bin/frontend/instructions.js` makes, since
 * data can come later and takes half the bytes of code.
 *
 * Variables are objects that inherit: each loop, block, macro and include has its own level.
 */

import { createExpressions } from "./expressions.js";

/** Of a level: the blocks of the page, and the template that is still to be extended. */
const BLOCKS = Symbol("blocks");
const BASE = Symbol("base");

/** Html that is printed as it is. */
export class Safe extends String {}

/** `render(name, variables)` over `templates`; `escape(text)` and `filters` as in renderer.js. */
export function createEngine(templates, { escape, filters }) {
  const value = createExpressions(filters);
  const STATEMENTS = {
    show: (level, expression) => printed(value(level, expression)),
    if: (level, condition, body, other) => say(level, value(level, condition) ? body : other),
    for: loop,
    set: (level, name, given) => define(level, name, value(level, given)),
    include: (level, name) => run(value(level, name), within(level)),
    import: borrow,
    extends: (level, name) => define(level, BASE, value(level, name)),
    block,
    macro: (level, name, ...parts) => define(level, name, macro(level, ...parts)),
  };

  function run(name, level) {
    if (!Object.hasOwn(templates, name)) throw new Error(`There is no template ${name}.`);
    const html = say(level, templates[name]);
    if (!Object.hasOwn(level, BASE)) return html;
    const base = level[BASE];
    delete level[BASE];
    return run(base, level);
  }

  function say(level, statements) {
    let html = "";
    for (const each of statements) {
      if (typeof each === "string") html += each;
      else html += STATEMENTS[each[0]](level, ...each.slice(1));
    }
    return html;
  }

  function loop(level, name, items, body, other) {
    const all = value(level, items) ?? [];
    if (all.length === 0) return say(level, other);
    const said = all.map((item, place) => {
      const inner = within(level);
      inner[name] = item;
      inner.loop = { index: place + 1, first: place === 0, last: place === all.length - 1 };
      return say(inner, body);
    });
    return said.join("");
  }

  /** The first to define a block is the one that extends all others. */
  function block(level, name, body) {
    const known = (level[BLOCKS][name] ??= body);
    return Object.hasOwn(level, BASE) ? "" : say(within(level), known);
  }

  function borrow(level, name, names) {
    const lender = within(level);
    run(value(level, name), lender);
    for (const each of names) level[each] = lender[each];
    return "";
  }

  function macro(level, parameters, body) {
    return (...given) => {
      const inner = within(level);
      parameters.forEach((parameter, place) => (inner[parameter] = given[place]));
      return new Safe(say(inner, body));
    };
  }

  function printed(given) {
    return given instanceof Safe ? given : escape(String(given ?? ""));
  }

  return (name, variables) =>
    run(name, Object.assign(Object.create(null), variables, { [BLOCKS]: {} }));
}

function within(level) {
  return Object.create(level);
}

/** Prints nothing. */
function define(level, name, value) {
  level[name] = value;
  return "";
}
