/**
 * nunjucks' syntax tree as nested lists, which service_worker/engine.js carries out.
 *
 * Among statements a text stands for itself, all else is `[what, …]`. In an expression texts and
 * numbers stand for themselves.
 */

const LISTS = new Set(["Root", "NodeList"]);

const STATEMENTS = {
  Output: ({ children }) => children.map(shown),
  If: ({ cond, body, else_ }) => [["if", value(cond), instructions(body), instructions(else_)]],
  For: ({ name, arr, body, else_ }) => [
    ["for", name.value, value(arr), instructions(body), instructions(else_)],
  ],
  Set: ({ targets: [target], value: given }) => [["set", target.value, value(given)]],
  Include: ({ template }) => [["include", value(template)]],
  FromImport: ({ template, names }) => [
    ["import", value(template), names.children.map(({ value }) => value)],
  ],
  Extends: ({ template }) => [["extends", value(template)]],
  Block: ({ name, body }) => [["block", name.value, instructions(body)]],
  Macro: ({ name, args, body }) => [
    ["macro", name.value, args.children.map(({ value }) => value), instructions(body)],
  ],
};

const VALUES = {
  Literal: ({ value }) => value,
  Symbol: ({ value: name }) => ["name", name],
  LookupVal: ({ target, val }) => ["of", value(target), value(val)],
  FunCall: ({ name, args }) => ["call", value(name), ...called(args)],
  Filter: ({ name, args }) => ["filter", name.value, ...args.children.map(value)],
  Compare: ({ expr, ops: [{ type, expr: other }] }) => [type, value(expr), value(other)],
  And: ({ left, right }) => ["and", value(left), value(right)],
  Or: ({ left, right }) => ["or", value(left), value(right)],
  Not: ({ target }) => ["not", value(target)],
  Concat: ({ left, right }) => ["~", value(left), value(right)],
  Array: ({ children }) => ["list", ...children.map(value)],
  Group: ({ children: [inner] }) => value(inner),
};

/** Of a template, or of a body in it; an `else` may be one statement alone: `elif`. */
export function instructions(node) {
  const isList = LISTS.has(node?.typename);
  const children = isList ? node.children : [node ?? []].flat();
  return children.flatMap((child) => read(STATEMENTS, child)).filter((each) => each !== "");
}

function value(node) {
  return read(VALUES, node);
}

function shown(node) {
  return node.typename === "TemplateData" ? node.value : ["show", value(node)];
}

/** The arguments; those with names are an object at the end. */
function called({ children }) {
  return children.map((child) => (child.typename === "KeywordArgs" ? named(child) : value(child)));
}

function named({ children }) {
  return ["object", ...children.map(({ key, value: given }) => [key.value, value(given)])];
}

function read(kinds, node) {
  const known = kinds[node.typename];
  if (known) return known(node);
  throw Object.assign(new Error(`${node.typename} is not shared`), { lineno: node.lineno + 1 });
}
