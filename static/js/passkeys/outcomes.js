/** What came of a ceremony, in the page's words. */

const DONE = { create: "created", sign_in: "welcome", recover: "welcome", add: "added" };
/** The browser's own errors. */
const REFUSALS = {
  NotAllowedError: "cancelled",
  AbortError: "cancelled",
  InvalidStateError: "known_here",
  NotSupportedError: "unfit",
  ConstraintError: "unfit",
};

/** `tools` as in start.js. */
export function createOutcomes({ said, showErrors, isNoAnswer }) {
  /** Say it beside the button or form, else at the head of the account. */
  function tell(place, code) {
    const near = place.localName === "form" ? place : place.parentElement;
    const line =
      (place.isConnected && near.querySelector("[data-told]")) ||
      document.getElementById("account-told");
    if (!line) return;
    line.textContent = said(code) ?? said("failed");
    // What stands here now is not in the page as it comes.
    line.dataset.drawn = "";
    line.scrollIntoView({ block: "nearest" });
  }

  /** Say why it did not work; nothing is lost. */
  function fail(place, error) {
    const isForm = place.localName === "form" && Object.keys(error.fields ?? {}).length > 0;
    if (isForm && !showErrors(place, error.fields)) return tell(place, "look_above");
    const code = isNoAnswer(error) ? "no_answer" : (REFUSALS[error.name] ?? error.code);
    if (typeof code !== "string") console.warn(error);
    return tell(place, typeof code === "string" ? code : "failed");
  }

  /** Say that it worked, and lead there who had the focus on what is gone. */
  function praise(place, purpose) {
    const isGone = !place.isConnected;
    tell(place, DONE[purpose]);
    if (isGone) document.getElementById("main").focus();
  }

  return { tell, fail, praise };
}
