/** Passkeys among the suggestions of a field: a wait that is renewed before its challenge ends. */

const FRESH = 240_000;

/**
 * `{start(), stop()}`. `options()` gives what is to be signed, `device` as in device.js;
 * `chosen(credential, options)` is called with what somebody has picked.
 */
export function createAutofill({ options, device, chosen }) {
  let waiting = null;
  let asked = 0;
  let timer = 0;

  /** Wait for a choice, if that is not done already; nothing is said where it cannot be. */
  async function start() {
    if (waiting) return;
    const own = new AbortController();
    waiting = own;
    try {
      if (!(await device.canAutofill())) return;
      const request = await options();
      if (own.signal.aborted) return;
      asked = Date.now();
      timer = setTimeout(renew, FRESH);
      const credential = await device.get(request, {
        signal: own.signal,
        mediation: "conditional",
      });
      if (own.signal.aborted) return;
      stop();
      chosen(credential, request);
    } catch (error) {
      // Ended by ourselves, or not to be had now: the button is there.
      if (!own.signal.aborted) console.info(error);
    } finally {
      if (waiting === own && !asked) waiting = null;
    }
  }

  /** A modal ceremony and this one cannot be at once. */
  function stop() {
    clearTimeout(timer);
    asked = 0;
    waiting?.abort();
    waiting = null;
  }

  /** Timers sleep with the tab; a page that is not looked at asks nothing. */
  function renew() {
    if (!waiting || document.visibilityState !== "visible") return;
    if (Date.now() - asked < FRESH) return;
    stop();
    start();
  }

  document.addEventListener("visibilitychange", renew);
  return { start, stop };
}
