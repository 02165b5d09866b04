/** Why there is no picture from the camera, in one word that the page has a line for. */

const WORDS = {
  NotAllowedError: "refused",
  SecurityError: "refused",
  NotFoundError: "none",
  OverconstrainedError: "none",
  NotReadableError: "busy",
  AbortError: "busy",
};

/** The word for what `getUserMedia` or playing its picture was refused with. */
export function troubleOf({ name }) {
  return WORDS[name] ?? "failed";
}
