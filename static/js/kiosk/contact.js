/** The tablet and the server: what waits goes out, and each minute it says how it is. */

import { oneAtATime } from "../../../service_worker/one_at_a_time.js";
import { NoAnswer } from "../../../service_worker/wire.js";
import { NotEnrolled } from "./post_box.js";

const EACH = 60_000;
const SOON = 5000;
const LOCK = "kokommune-kiosk";

/**
 * `beat` as in beat.js, `postBox` as in post_box.js, `arrived(outcomes, clock)` hears what became of
 * envelopes, `closed()` that this is no kiosk any more.
 *
 * `begin()` goes on from now on; `send()` tries at once; `alone(work)` lets nothing go on beside it.
 */
export function createContact({ beat, postBox, locks, arrived, closed }) {
  let timer = 0;
  const send = oneAtATime(() => {
    clearTimeout(timer);
    return locks.request(LOCK, attempt);
  });

  function begin() {
    setInterval(send, EACH);
    addEventListener("online", send);
    return send();
  }

  async function attempt() {
    try {
      const later = await postBox.send(arrived);
      const again = await beat();
      if (later || again) sendSoon();
    } catch (error) {
      if (error instanceof NotEnrolled) return closed();
      if (!(error instanceof NoAnswer)) console.error(error);
      sendSoon();
    }
    return undefined;
  }

  function sendSoon() {
    timer = setTimeout(send, SOON + Math.random() * SOON);
  }

  /** Other work, while nothing is said to the server. */
  const alone = (work) => locks.request(LOCK, work);

  return { begin, send, alone };
}
