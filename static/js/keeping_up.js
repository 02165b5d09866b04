/** When to ask the worker to send and to read: whenever the network may be there. */

import { on, say } from "./link.js";

const SLOW = 60_000;

/** Ask now and then while the page is open, and again after the pause that the worker names. */
export function keepUp(morph) {
  let timer = 0;
  const flush = () => say({ type: "flush" });
  const flushIfSeen = () => {
    if (document.visibilityState === "visible") flush();
  };
  addEventListener("online", () => say({ type: "flush", anew: true }));
  document.addEventListener("visibilitychange", flushIfSeen);
  setInterval(flushIfSeen, SLOW);
  on("synced", ({ pause }) => {
    clearTimeout(timer);
    if (pause) timer = setTimeout(flush, pause);
  });
  addEventListener("pageshow", ({ persisted }) => {
    // It comes out of the browser's memory as it was left.
    if (persisted) morph().then(flush);
  });
}
