/** When to synchronise: one run at a time, with pauses that grow while nobody answers. */

import { NoAnswer } from "./wire.js";

const LONGEST_PAUSE = 60_000;
const SHORTEST_PAUSE = 1000;
const FRESH = 1000;
const LOCK = "kokommune-sync";

/**
 * `run()` flushes, and never rejects. It gives `{ok, ready, pause}`: whether the server answered,
 * whether all that is kept here is here, and after how many milliseconds to try again (0: no
 * need). `refresh()` does so unless that has just been done and nothing waits.
 */
export function createSchedule({ flush, waits, isReady, locks, now, random }) {
  let running = null;
  let next = null;
  let failures = 0;
  let finished = 0;
  let last = null;

  function run() {
    if (!running) return start();
    // It may have looked before what is new was written: once more, for all who ask meanwhile.
    next ??= running.then(() => {
      next = null;
      return start();
    });
    return next;
  }

  async function refresh() {
    const fresh = last && now() - finished < FRESH;
    if (!fresh || (await waits().catch(() => true))) return run();
    return running ?? last;
  }

  function start() {
    const alone = locks ? locks.request(LOCK, attempt) : attempt();
    running = alone.finally(() => {
      running = null;
    });
    return running;
  }

  async function attempt() {
    try {
      await flush();
      const again = await waits();
      finished = now();
      failures = again ? failures + 1 : 0;
      last = { ok: true, ready: await isReady(), pause: again ? pause() : 0 };
      return last;
    } catch (error) {
      if (!(error instanceof NoAnswer)) console.error(error);
      failures += 1;
      last = null;
      return { ok: false, ready: await isReady().catch(() => false), pause: pause() };
    }
  }

  function pause() {
    const most = Math.min(LONGEST_PAUSE, SHORTEST_PAUSE * 2 ** failures);
    return Math.max(SHORTEST_PAUSE, Math.round(random() * most));
  }

  return { run, refresh };
}
