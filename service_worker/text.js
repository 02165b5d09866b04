/** The fold of text for search, the same as in `app/documents/text.py`. */

// What Python takes for white space; JavaScript's own list differs.
const SPACE =
  "[\\t-\\r\\x1c-\\x20\\x85\\xa0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000]+";
const SPACES = new RegExp(SPACE, "u");
const ENDS = new RegExp(`^${SPACE}|${SPACE}$`, "gu");
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
