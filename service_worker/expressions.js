/** The values of expressions in templates, as `bin/frontend/instructions.js` writes them. */

/**
 * `valueOf(expression)` gives a function of the level, which holds the variables. `filters` are
 * called with the level as `this`.
 */
export function createExpressions(filters) {
  const KINDS = {
    name: (name) => (level) => level[name],
    of: pair((thing, name, level) => own(thing(level), name(level))),
    call,
    filter,
    "==": pair((one, other, level) => one(level) === other(level)),
    "!=": pair((one, other, level) => one(level) !== other(level)),
    and: pair((one, other, level) => one(level) && other(level)),
    or: pair((one, other, level) => one(level) || other(level)),
    not: pair((one, _, level) => !one(level)),
    "~": pair((one, other, level) => `${one(level) ?? ""}${other(level) ?? ""}`),
    list: all,
    object,
  };

  function valueOf(expression) {
    if (!Array.isArray(expression)) return () => expression;
    const [kind, ...parts] = expression;
    return KINDS[kind](...parts);
  }

  /** Of what the two expressions give on a level. */
  function pair(join) {
    return (...expressions) => {
      const [one, other] = expressions.map(valueOf);
      return (level) => join(one, other, level);
    };
  }

  function all(...expressions) {
    const values = expressions.map(valueOf);
    return (level) => values.map((value) => value(level));
  }

  function object(...pairs) {
    const named = pairs.map(([name, each]) => [name, valueOf(each)]);
    return (level) => Object.fromEntries(named.map(([name, value]) => [name, value(level)]));
  }

  function call(name, ...given) {
    const called = valueOf(name);
    const values = all(...given);
    return (level) => {
      const found = called(level);
      if (!found) throw new Error(`There is no ${name}.`);
      return found(...values(level));
    };
  }

  function filter(name, ...given) {
    const values = all(...given);
    return (level) => filters[name].apply(level, values(level));
  }

  return valueOf;
}

/** What a document says itself, never what every object has: keys may come from people. */
function own(thing, name) {
  return thing != null && Object.hasOwn(thing, name) ? thing[name] : undefined;
}
