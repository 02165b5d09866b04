/** Text as documents carry it, the same as in `app/documents/text.py`. */

// What Python takes for white space; JavaScript's own list differs.
const SPACE =
  "[\\t-\\r\\x1c-\\x20\\x85\\xa0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000]+";
const SPACES = new RegExp(SPACE, "u");
const ENDS = new RegExp(`^${SPACE}|${SPACE}$`, "gu");
const LINE = 140;
const LETTERS = {
  ß: "ss",
  ſ: "s",
  ς: "σ",
  ı: "i",
  æ: "ae",
  œ: "oe",
  ø: "o",
  đ: "d",
  ð: "d",
  ł: "l",
  þ: "th",
  ħ: "h",
};
const SPELLED = new RegExp(`[${Object.keys(LETTERS).join("")}]`, "gu");

/** The words between white space. */
export function words(text) {
  return text.split(SPACES).filter(Boolean);
}

/** Text without white space at its ends. */
export function strip(text) {
  return text.replace(ENDS, "");
}

/** Text as search compares it. Cases for both sides stand in `tests/folding.json`. */
export function folded(text) {
  const lower = text.normalize("NFKD").toLowerCase();
  const spelled = lower.replace(SPELLED, (letter) => LETTERS[letter]);
  return words(spelled.normalize("NFKD").replace(/\p{M}/gu, "")).join(" ");
}

/** A key that databases and JavaScript order alike: folded, nothing above U+FFFF. */
export function sortKey(text) {
  return folded(text).replace(/[\u{10000}-\u{10ffff}]/gu, "\ufffd");
}

/** The first words of a text: plain, one line, at most 140 characters. */
export function line(text) {
  const shown = text.replace(/\[([^\]]*)\]\([^)]*\)/gu, "$1");
  const plain = words(shown.replace(/[*_`#>]+/gu, "")).join(" ");
  const letters = [...plain];
  if (letters.length <= LINE) return plain;
  const start = letters.slice(0, LINE - 1).join("");
  const whole = start.includes(" ") ? start.slice(0, start.lastIndexOf(" ")) : start;
  return `${whole.replace(/[ ,.;:–-]+$/u, "")}…`;
}
