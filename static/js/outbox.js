/** The outbox page's buttons. */

import { discard } from "../../service_worker/outbox.js";
import { say } from "./link.js";
import { goTo } from "./result.js";
import { REALLY_DISCARD } from "./words.js";

/** Handles a click: the first asks, the second discards the command for good. */
export function createDiscard({ db, morph }) {
  return async function click(event) {
    const button = event.target.closest("[data-discard]");
    if (!button) return;
    if (!button.dataset.sure) {
      button.dataset.sure = "1";
      (button.querySelector(".kern-label") ?? button).textContent = REALLY_DISCARD;
      return;
    }
    await discard(db, button.dataset.discard);
    say({ type: "flush", changed: true });
    await morph();
    goTo([]);
  };
}
