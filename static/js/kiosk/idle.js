/** Whoever walks away leaves nothing: after a while without a touch it is asked once, and ended. */

import { said } from "../said.js";

const QUIET = 70_000;
/** So long the question stands, as WCAG 2.2.1 asks for at least. */
const WARNING = 20_000;
const TOUCHES = ["pointerdown", "pointermove", "keydown", "input", "scroll", "wheel"];

/** `end()` is called when nobody was there; `watch()` begins, `stop()` ends. */
export function createIdle({ now, end }) {
  const dialog = document.getElementById("idle");
  let last = now();
  let timer = 0;

  const touched = () => {
    if (!dialog.open) last = now();
  };
  for (const type of TOUCHES) {
    addEventListener(type, touched, { capture: true, passive: true });
  }
  dialog.addEventListener("cancel", stay);

  function watch() {
    last = now();
    clearInterval(timer);
    timer = setInterval(look, 1000);
  }

  function stop() {
    clearInterval(timer);
  }

  function look() {
    // A clock that was set back has put it into the future.
    const quiet = Math.abs(now() - last);
    if (quiet >= QUIET + WARNING) end();
    else if (quiet >= QUIET) warn(Math.ceil((QUIET + WARNING - quiet) / 1000));
  }

  function warn(seconds) {
    dialog.querySelector("[data-idle-count]").textContent = String(seconds);
    if (dialog.open) return;
    dialog.showModal();
    const text = said("idle").replace("{seconds}", String(seconds));
    dialog.querySelector("[data-idle-text]").textContent = text;
  }

  function stay() {
    last = now();
    dialog.close();
  }

  return { watch, stop, stay };
}
