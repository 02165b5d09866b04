/** Says that a newer build has taken over, and leaves it to people when to load it. */

import { on } from "./link.js";

/** Compare builds whenever a worker says hello. */
export function watchForUpdates() {
  const own = document.querySelector('meta[name="kokommune-build"]').content;
  const bar = document.getElementById("update-bar");
  on("hello", ({ build }) => {
    bar.hidden = build === own;
  });
  bar.querySelector("[data-reload]").addEventListener("click", () => location.reload());
}
