/** When to synchronise: one run at a time, with pauses that grow while nobody answers. */

import { Destroyed } from "./database.js";
import { LOCK } from "./lock.js";
import { oneAtATime } from "./one_at_a_time.js";
import { NoAnswer } from "./wire.js";

const LONGEST_PAUSE = 20_000;
const SHORTEST_PAUSE = 1000;
const FRESH = 1000;
const EXPECTED = [NoAnswer, Destroyed];

/**
 * `run()` flushes, and never rejects. It gives `{ok, ready, began, pause}`: whether the server
 * answered, whether all that is to be read first is here, whether the rest of a large town is yet
 * to be fetched, and after how many milliseconds to try again (0: no need). `refresh()` does so
 * unless that has just been done and nothing waits. `alone(work)` runs other work while nothing
 * synchronises. `anew()`: what failed before says nothing about now.
 */
export function createSchedule({ flush, waits, isReady, locks, now, random }) {
  let running = null;
  let failures = 0;
  let begun = 0;
  let last = null;

  // One that is under way may have looked before what is new was written: so once more.
  const run = oneAtATime(start);

  async function refresh() {
    // A clock that was set back has put it into the future.
    const fresh = last && Math.abs(now() - begun) < FRESH;
    if (!fresh || (await waits().catch(() => true))) return run();
    return running ?? last;
  }

  async function alone(work) {
    const apart = () => {
      last = null;
      return work();
    };
    if (locks) return locks.request(LOCK, apart);
    await running;
    return apart();
  }

  function anew() {
    failures = 0;
  }

  function start() {
    running = (locks ? locks.request(LOCK, attempt) : attempt()).finally(() => {
      running = null;
    });
    return running;
  }

  async function attempt() {
    const at = now();
    try {
      const began = await flush();
      const again = await waits();
      begun = at;
      // Who answers now is not made to wait for how long nobody did.
      if (!last) failures = 0;
      failures = again ? failures + 1 : 0;
      last = { ok: true, ready: await isReady(), began, pause: again ? pause() : 0 };
      return last;
    } catch (error) {
      if (!EXPECTED.some((kind) => error instanceof kind)) console.error(error);
      failures += 1;
      last = null;
      const ready = await isReady().catch(() => false);
      return { ok: false, ready, began: false, pause: pause() };
    }
  }

  function pause() {
    const most = Math.min(LONGEST_PAUSE, SHORTEST_PAUSE * 2 ** failures);
    return Math.max(SHORTEST_PAUSE, Math.round(random() * most));
  }

  return { run, refresh, alone, anew };
}
