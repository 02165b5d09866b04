/** Work of which one run suffices for all who ask before it begins. */

/** A function that runs `work`, never twice at a time; who asks meanwhile shares the run after. */
export function oneAtATime(work) {
  let running = null;
  let next = null;

  function run() {
    if (!running) return start();
    next ??= running.then(() => {
      next = null;
      return start();
    });
    return next;
  }

  function start() {
    running = work().finally(() => {
      running = null;
    });
    return running;
  }

  return run;
}
