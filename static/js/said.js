/** Words that a page brings along for its script, by code. */

/** What the page says to a code; undefined where it has no words for it. */
export function said(code) {
  return document.querySelector(`[data-code="${CSS.escape(code)}"]`)?.textContent;
}
