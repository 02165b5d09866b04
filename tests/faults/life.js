/** A process that can be ended in the middle: a worker, or a page. */

/** From its beginning to its end; what it knew ends with it. `kill`, `loss`: see storage.js. */
export class Life {
  isOver = false;
  isClosed = false;
  kill = null;
  loss = null;
  over = new Promise((resolve) => {
    this.ends = () => {
      this.isOver = true;
      resolve("killed");
    };
  });
}

/** The process is gone: whoever waits for this waits for ever. */
export function dies(life) {
  life.ends();
  return forever();
}

export const forever = () => new Promise(() => {});
