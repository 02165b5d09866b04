/** The one Trusted Types policy: HTML for the morph's parser, and the worker's address. */

const rules = {
  createHTML: (html) => html,
  createScriptURL(url) {
    if (url !== "/sw.js") throw new TypeError(`${url} is no script of ours`);
    return url;
  },
};

export const policy = globalThis.trustedTypes?.createPolicy("kokommune", rules) ?? rules;
