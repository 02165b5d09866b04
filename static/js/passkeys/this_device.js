/** Which of the devices in the list is the one in one's hand: only the server can tell. */

/** `{ask(), show(), forget()}`; `known()` as in asking.js. */
export function createThisDevice(known) {
  let asked = null;
  let own = "";

  /** What the server knows of who is signed in; asked once. */
  async function ask() {
    asked ??= known();
    const answer = await asked;
    if (answer) own = answer.device;
    else asked = null;
    return answer;
  }

  /** Mark it, where the page lists devices of somebody who is signed in. */
  async function show() {
    const isSignedOut = document.querySelector("[data-ceremony=sign_in]");
    if (isSignedOut || !document.querySelector("[data-device]")) return;
    // After a morph at once: nobody is to tap what stands there for a moment only.
    mark(own);
    if (asked) return;
    await ask();
    mark(own);
  }

  /** Somebody else may be signed in by now. */
  function forget() {
    asked = null;
  }

  return { ask, show, forget };
}

/** Signing out here has a button of its own. */
function mark(own) {
  for (const item of document.querySelectorAll("[data-device]")) {
    const isThis = item.dataset.device === own;
    item.querySelector("[data-this]").hidden = !isThis;
    item.querySelector("form").hidden = isThis;
  }
}
