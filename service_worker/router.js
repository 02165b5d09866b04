/** From a path to the row of the page table that it belongs to. */

const UUID = "[0-9A-Fa-f]{8}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{12}";

/** `match(path)` gives `{page, values}`, or null where the table has no such page. */
export function createRouter(pages) {
  const routes = pages.map((page) => ({ page, ...compile(page.path) }));
  return function match(path) {
    for (const { page, pattern, names } of routes) {
      const found = pattern.exec(path);
      if (found) return { page, values: valuesOf(names, found) };
    }
    return null;
  };
}

/** The name of a scope or a fixed filter with the path's values in its braces. */
export function filled(text, values) {
  return text.replace(/\{(\w+)\}/g, (_, name) => values[name]);
}

/** The scopes that a page reads; `public` for its lists. */
export function scopesOf(match) {
  return scopes(match, () => true);
}

/** Those of them that it cannot be shown without. */
export function neededBy(match) {
  return scopes(match, (read) => !read.optional);
}

function scopes({ page, values }, isWanted) {
  const names = Object.values(page.reads).filter(isWanted).map((read) => {
    if (read.type === "Scope") return filled(read.name, values);
    return read.type === "List" ? "public" : null;
  });
  return [...new Set(names.filter(Boolean))];
}

function compile(path) {
  const names = [];
  const source = path.replace(/<uuid:(\w+)>/g, (_, name) => {
    names.push(name);
    return `(${UUID})`;
  });
  return { pattern: new RegExp(`^${source}$`), names };
}

function valuesOf(names, found) {
  return Object.fromEntries(names.map((name, at) => [name, found[at + 1].toLowerCase()]));
}
