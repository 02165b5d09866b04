/**
 * What nunjucks' precompiled templates call while they run: environment, context, template.
 *
 * nunjucks' own brings loaders, a compiler's entrance and forty filters, a third of the worker.
 */

import runtime from "nunjucks/src/runtime.js";

/** `render(name, variables)` over precompiled templates `{name: code}`. */
export function createEngine(templates, filters) {
  const known = new Map();
  const environment = {
    opts: { autoescape: true },
    getFilter: (name) => filters[name] ?? fail(`There is no filter ${name}.`),
    getTemplate: (name, eager, parent, ignoreMissing, callback) => callback(null, template(name)),
    waterfall,
  };

  function template(name) {
    const code = templates[name] ?? fail(`There is no template ${name}.`);
    if (!known.has(name)) known.set(name, createTemplate(code, environment));
    return known.get(name);
  }

  return (name, variables) => template(name).run(variables, new runtime.Frame()).html;
}

function createTemplate({ root, ...parts }, environment) {
  const named = Object.entries(parts).filter(([name]) => name.startsWith("b_"));
  const blocks = Object.fromEntries(named.map(([name, block]) => [name.slice(2), block]));

  function run(variables, frame) {
    const context = new Context(variables, blocks);
    const outcome = { html: "", error: null };
    frame.topLevel = true;
    root(environment, context, frame, runtime, (error, html) => {
      outcome.error ??= error;
      outcome.html = html;
    });
    if (outcome.error) throw outcome.error;
    return { context, html: outcome.html };
  }

  return {
    blocks,
    rootRenderFunc: root,
    run,
    render: (variables, frame, callback) => callback(null, run(variables, frame.push(true)).html),
    getExported: (variables, frame, callback) =>
      callback(null, run(variables, frame.push()).context.exports()),
  };
}

/** The variables of a template while it runs, and the blocks of those that it extends. */
class Context {
  #variables;
  #exported = [];
  #blocks = new Map();

  constructor(variables, blocks) {
    this.#variables = { ...variables };
    for (const [name, block] of Object.entries(blocks)) this.addBlock(name, block);
  }

  lookup(name) {
    return this.#variables[name];
  }

  setVariable(name, value) {
    this.#variables[name] = value;
  }

  getVariables() {
    return this.#variables;
  }

  addBlock(name, block) {
    if (!this.#blocks.has(name)) this.#blocks.set(name, block);
  }

  getBlock(name) {
    return this.#blocks.get(name) ?? fail(`There is no block ${name}.`);
  }

  addExport(name) {
    this.#exported.push(name);
  }

  exports() {
    return Object.fromEntries(this.#exported.map((name) => [name, this.#variables[name]]));
  }
}

/** Tasks one after the other, each with what the one before gave. Nothing here takes time. */
function waterfall(tasks, done) {
  let given = [];
  for (const task of tasks) {
    task(...given, (error, ...results) => {
      if (error) throw error;
      given = results;
    });
  }
  done();
}

function fail(message) {
  throw new Error(message);
}
