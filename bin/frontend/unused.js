/** KERN brings hundreds of values as custom properties; a page needs those that something reads. */

const DEFINITION = /^\s*(--kern-[\w-]+)\s*:[^;{}]*;\n?/gm;
/** What is laid upon something laid upon the page: no page of ours has that. */
const LAYER = /^\.kern-level-[12] \{[^{}]*\}\n*/gm;
const READ = /var\(\s*(--[\w-]+)/g;

/** `css` without KERN's properties that neither it nor one of the `others` reads, and its layers. */
export function withoutUnused(css, others = []) {
  return withoutUnread(css.replace(LAYER, ""), others.map((other) => other.replace(LAYER, "")));
}

function withoutUnread(css, others) {
  const found = [css, ...others].flatMap((text) => [...text.matchAll(READ)]);
  const read = new Set(found.map(([, name]) => name));
  const less = css.replace(DEFINITION, (all, name) => (read.has(name) ? all : ""));
  // What was only read by what has gone is not read any more.
  return less === css ? css : withoutUnread(less, others);
}
