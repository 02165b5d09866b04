/** The values of expressions in templates, as `bin/frontend/instructions.js` writes them. */

/**
 * `value(level, expression)`; `level` holds the variables. `filters` are called with the level as
 * `this`.
 */
export function createExpressions(filters) {
  const VALUES = {
    name: (level, name) => level[name],
    of: (level, thing, name) => own(value(level, thing), value(level, name)),
    call,
    filter,
    "==": (level, one, other) => value(level, one) === value(level, other),
    "!=": (level, one, other) => value(level, one) !== value(level, other),
    and: (level, one, other) => value(level, one) && value(level, other),
    or: (level, one, other) => value(level, one) || value(level, other),
    not: (level, one) => !value(level, one),
    "~": (level, one, other) => `${value(level, one) ?? ""}${value(level, other) ?? ""}`,
    list: all,
  };

  function value(level, expression) {
    if (!Array.isArray(expression)) return expression;
    const [what, ...parts] = expression;
    return VALUES[what](level, ...parts);
  }

  function all(level, ...expressions) {
    return expressions.map((each) => value(level, each));
  }

  /** Arguments with names arrive as an object at the end. */
  function call(level, name, given, named) {
    const called = value(level, name);
    if (typeof called !== "function") throw new Error(`${JSON.stringify(name)} cannot be called.`);
    const values = all(level, ...given);
    if (!named) return called(...values);
    const pairs = named.map(([key, each]) => [key, value(level, each)]);
    return called(...values, Object.fromEntries(pairs));
  }

  function filter(level, name, ...given) {
    if (!Object.hasOwn(filters, name)) throw new Error(`There is no filter ${name}.`);
    return filters[name].apply(level, all(level, ...given));
  }

  return value;
}

/** What a document says itself, never what every object has: keys may come from people. */
function own(thing, name) {
  return thing != null && Object.hasOwn(thing, name) ? thing[name] : undefined;
}
