/**
 * Carries templates out. They come as the lists that `bin/frontend/instructions.js` makes, since
 * data can come later and takes half the bytes of code. What a list says is made into functions
 * once, when it is first needed.
 *
 * Variables are objects that inherit: each loop, block, macro and include has its own level.
 */

import { createExpressions } from "./expressions.js";

/** Of a level: the page's own, its blocks, what was lent; the template that is still to be extended. */
const PAGE = Symbol("page");
const BLOCKS = Symbol("blocks");
const LENT = Symbol("lent");
const BASE = Symbol("base");

/** Html that is printed as it is. */
export class Safe extends String {}

/** `render(name, variables)` over `templates`; `escape(text)` and `filters` as in renderer.js. */
export function createEngine(templates, { escape, filters }) {
  const valueOf = createExpressions(filters);
  const ready = new WeakMap();
  const STATEMENTS = {
    show: (expression) => using(expression, (level, value) => printed(value)),
    if(condition, body, other) {
      const [then, otherwise] = [sayer(body), sayer(other)];
      return using(condition, (level, holds) => (holds ? then : otherwise)(level));
    },
    for: loop,
    set: (name, given) => using(given, (level, value) => define(level, name, value)),
    include: (name) => using(name, (level, each) => run(each, within(level))),
    import: borrow,
    extends: (name) => using(name, (level, base) => define(level, BASE, base)),
    block,
    macro(name, parameters, body) {
      const say = sayer(body);
      return (level) => define(level, name, macro(level, parameters, say));
    },
  };

  /** What `say(level, value)` says of an expression's value. */
  function using(expression, say) {
    const value = valueOf(expression);
    return (level) => say(level, value(level));
  }

  function run(name, level) {
    const html = template(name)(level);
    if (!Object.hasOwn(level, BASE)) return html;
    const base = level[BASE];
    delete level[BASE];
    return run(base, level);
  }

  function template(name) {
    if (!Object.hasOwn(templates, name)) throw new Error(`There is no template ${name}.`);
    const statements = templates[name];
    if (!ready.has(statements)) ready.set(statements, sayer(statements));
    return ready.get(statements);
  }

  /** What these statements say on a level. Most of a template is never said on a page. */
  function sayer(statements) {
    let parts = null;
    return (level) => {
      parts ??= statements.map(said);
      let html = "";
      for (const part of parts) html += typeof part === "string" ? part : part(level);
      return html;
    };
  }

  function said(statement) {
    if (typeof statement === "string") return statement;
    const [kind, ...parts] = statement;
    return STATEMENTS[kind](...parts);
  }

  function loop(name, items, body, other) {
    const [say, otherwise] = [sayer(body), sayer(other)];
    return using(items, (level, all) => {
      if (!all?.length) return otherwise(level);
      let html = "";
      for (const [place, item] of all.entries()) {
        const inner = within(level);
        inner[name] = item;
        inner.loop = { index: place + 1, first: place === 0, last: place === all.length - 1 };
        html += say(inner);
      }
      return html;
    });
  }

  /** The first to define a block is the one that extends all others. */
  function block(name, body) {
    const say = sayer(body);
    return (level) => {
      const known = (level[BLOCKS][name] ??= say);
      return Object.hasOwn(level, BASE) ? "" : known(within(level));
    };
  }

  /** Macros read what every page has and nothing more: those of a template are made once a page. */
  function borrow(template, names) {
    return using(template, (level, name) => {
      const lender = (level[LENT][name] ??= lent(name, level[PAGE]));
      for (const each of names) level[each] = lender[each];
      return "";
    });
  }

  function lent(name, page) {
    const lender = within(page);
    run(name, lender);
    return lender;
  }

  function macro(level, parameters, say) {
    return (...given) => {
      const inner = within(level);
      parameters.forEach((parameter, place) => (inner[parameter] = given[place]));
      return new Safe(say(inner));
    };
  }

  function printed(given) {
    return given instanceof Safe ? given : escape(String(given ?? ""));
  }

  return function render(name, variables) {
    const page = Object.assign(Object.create(null), variables, { [BLOCKS]: {}, [LENT]: {} });
    page[PAGE] = page;
    return run(name, page);
  };
}

function within(level) {
  return Object.create(level);
}

/** Prints nothing. */
function define(level, name, value) {
  level[name] = value;
  return "";
}
