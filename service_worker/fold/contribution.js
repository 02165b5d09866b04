/** What the folds of contributions share: their texts, their cards, their authors and counts. */

import { folded, line, sortKey, strip } from "../text.js";

/** Text as the server keeps it. */
export function clean(text = "") {
  return strip(text.replaceAll("\r\n", "\n"));
}

/** What moderation has not hidden. */
const SHOWN = { hidden: "", hidden_at: "" };

/** A text and who wrote it; what only the server can know of them is empty. */
export function written(command) {
  return {
    author: command.actor,
    text: clean(command.args.body),
    html: "",
    created: "",
    ...SHOWN,
  };
}

/** Topic, point and language, as far as the command names them. */
export function situated({ topic, point, language }) {
  const named = { topic, point: point && pointText(point), language };
  return Object.fromEntries(
    Object.entries(named)
      .filter(([, value]) => value !== undefined)
      .map(([name, value]) => [name, strip(value)]),
  );
}

/** What has no topic, no point and no known language. */
export const NOWHERE = { topic: "", point: "", language: "" };

/** A point as the server writes it; what is none stays as it is, the server will refuse it. */
function pointText(text) {
  const numbers = text.split(",").map((part) => Number(part));
  const valid = numbers.length === 2 && numbers.every(Number.isFinite);
  const shown = (number) => number.toFixed(5).replace("-0.00000", "0.00000");
  return valid ? numbers.map(shown).join(",") : text;
}

/** Title and first words, as a card and its page both have them. */
export function heading({ title, summary, body }) {
  return { title: clean(title), line: clean(summary) || line(clean(body)) };
}

/** What a card has beside them, so that lists find and sort it. */
export function card({ title, line }) {
  return { search: folded(`${title} ${line}`), sort_title: sortKey(title) };
}

/** Add to a number on every copy of a thing. */
export function count(view, key, name, by) {
  for (const [scope, body] of view.find(key)) {
    view.put(scope, key, { ...body, [name]: Math.max(0, body[name] + by) });
  }
}

/** The author's name stands in each scope in which they wrote something. */
export function introduce(view, scope, actor, me) {
  const key = `person:${actor}`;
  if (me && me.id === actor && !view.get(scope, key)) {
    const { id, name, affiliation } = me;
    view.put(scope, key, { id, name, affiliation, closed: false, sync: "confirmed" });
  }
}

/** And is gone with their last word. */
export function dismiss(view, scope, actor) {
  const contributions = [view.get(scope, scope), ...view.all(scope, "comment")];
  if (!contributions.some((body) => body?.author === actor)) view.del(scope, `person:${actor}`);
}
