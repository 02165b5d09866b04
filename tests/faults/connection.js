/** The way of an answer to a browser: it can take its time, stop in the middle, or not come. */

import { dies } from "./life.js";

/** How long who made a signal waits. */
const PATIENCE = new WeakMap();

// It is the phone's clock that goes on, not ours.
AbortSignal.timeout = (patience) => {
  const { signal } = new AbortController();
  PATIENCE.set(signal, patience);
  return signal;
};

/** A browser's `fetch` as long as `life` is; `ask` gives an answer, `passes(time)` is its clock. */
export function connect(life, ask, passes) {
  return async (path, request) => {
    if (life.isOver) return dies(life);
    const answer = await ask(path, request);
    if (answer.killed || life.isOver) return dies(life);
    if (answer.lost) throw new TypeError("Failed to fetch");
    const { status, headers, takes = 0 } = answer;
    const waits = (time) => wait(time, PATIENCE.get(request.signal) ?? Infinity, passes);
    waits(takes);
    return new Response(bodyOf(answer, waits), { status, headers });
  };
}

/** So long, or until patience is at its end. */
function wait(time, patience, passes) {
  passes(Math.min(time, patience));
  if (time > patience) throw new DOMException("signal timed out", "TimeoutError");
}

/** The whole; or half of it, and then nothing (`stalls`) or the end of the connection (`cut`). */
function bodyOf({ body, stalls = 0, cut = false }, waits) {
  if (!stalls && !cut) return body;
  const half = new TextEncoder().encode(body.slice(0, body.length / 2));
  const parts = [half];
  return new ReadableStream({
    pull(stream) {
      if (parts.length) return stream.enqueue(parts.pop());
      waits(stalls);
      throw new TypeError("network error");
    },
  });
}
