/** KERN brings hundreds of values as custom properties; a page needs those that something reads. */

const DEFINITION = /^\s*(--kern-[\w-]+)\s*:[^;{}]*;\n?/gm;
const READ = /var\(\s*(--[\w-]+)/g;

/** `css` without KERN's properties that neither it nor one of the `others` reads. */
export function withoutUnused(css, others = []) {
  const found = [css, ...others].flatMap((text) => [...text.matchAll(READ)]);
  const read = new Set(found.map(([, name]) => name));
  const less = css.replace(DEFINITION, (all, name) => (read.has(name) ? all : ""));
  // What was only read by what has gone is not read any more.
  return less === css ? css : withoutUnused(less, others);
}
