/** Printing: what is marked as `paper` and nothing else, as the style sheet says. */

/** Show the buttons: without a script they could do nothing. */
export function showPrint() {
  for (const button of document.querySelectorAll("[data-print]")) button.hidden = false;
}

/** Handles a click on one of them. */
export function printPaper({ target }) {
  if (target.closest("[data-print]")) print();
}
