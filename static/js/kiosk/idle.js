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
  // Whoever switches a screen on that was off finds nothing.
  document.addEventListener("visibilitychange", () => {
    if (timer && left() <= 0) end();
  });

  function watch() {
    last = now();
    clearInterval(timer);
    timer = setInterval(look, 1000);
  }

  function stop() {
    clearInterval(timer);
  }

  /** Until the end. A clock that was set back has put the last touch into the future. */
  function left() {
    return QUIET + WARNING - Math.abs(now() - last);
  }

  function look() {
    if (left() > WARNING) return;
    // A screen that is off asks nobody.
    if (!dialog.open && !document.hidden) ask();
    if (left() <= 0) end();
    else dialog.querySelector("[data-idle-count]").textContent = String(Math.ceil(left() / 1000));
  }

  /** The question stands its time, also where a clock was set while somebody writes. */
  function ask() {
    last = now() - QUIET;
    dialog.showModal();
    const text = said("idle").replace("{seconds}", String(WARNING / 1000));
    dialog.querySelector("[data-idle-text]").textContent = text;
  }

  function stay() {
    last = now();
    dialog.close();
  }

  return { watch, stop, stay };
}
