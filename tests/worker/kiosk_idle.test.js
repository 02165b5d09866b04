import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";

import { createIdle } from "../../static/js/kiosk/idle.js";

const HOUR = 3_600_000;
const heard = {};
const line = { textContent: "" };
const dialog = {
  open: false,
  addEventListener: () => {},
  querySelector: () => line,
  showModal() {
    this.open = true;
  },
  close() {
    this.open = false;
  },
};
globalThis.CSS = { escape: (text) => text };
globalThis.addEventListener = () => {};
globalThis.document = {
  hidden: false,
  getElementById: () => dialog,
  querySelector: () => ({ textContent: "{seconds}" }),
  addEventListener: (type, hear) => (heard[type] = hear),
};

beforeEach(() => {
  dialog.open = document.hidden = false;
});

/** A visit that has begun; `passes` lets time go by, `isSet` sets the clock alone. */
function visit(t) {
  t.mock.timers.enable({ apis: ["setInterval"] });
  const log = [];
  let time = HOUR;
  const end = () => {
    log.push("ended");
    idle.stop();
  };
  const idle = createIdle({ now: () => time, end });
  idle.watch();
  const passes = (seconds) => {
    for (let second = 0; second < seconds; second += 1) {
      time += 1000;
      t.mock.timers.tick(1000);
    }
  };
  return { idle, log, passes, isSet: (by) => (time += by) };
}

test("whoever does not answer for 20 seconds has gone", (t) => {
  const { idle, log, passes } = visit(t);
  passes(69);
  assert.equal(dialog.open, false);
  passes(1);
  assert.equal(dialog.open, true);
  idle.stay();
  passes(89);
  assert.deepEqual(log, []);
  passes(1);
  assert.deepEqual(log, ["ended"]);
});

test("a clock that is set asks, and ends nothing at once", (t) => {
  const { idle, log, passes, isSet } = visit(t);
  for (const by of [HOUR, -2 * HOUR]) {
    isSet(by);
    passes(19);
    assert.deepEqual([dialog.open, log], [true, []]);
    idle.stay();
  }
  isSet(HOUR);
  passes(21);
  assert.deepEqual(log, ["ended"]);
});

test("a screen that was off shows nothing to who switches it on", (t) => {
  const { log, passes, isSet } = visit(t);
  document.hidden = true;
  passes(80);
  assert.deepEqual([dialog.open, log], [false, []]);
  // It slept, and no timer has run.
  isSet(HOUR);
  document.hidden = false;
  heard.visibilitychange();
  assert.deepEqual(log, ["ended"]);
});

test("where nobody has begun anything nothing ends", (t) => {
  const log = [];
  let time = 0;
  createIdle({ now: () => time, end: () => log.push("ended") });
  time = HOUR;
  heard.visibilitychange();
  assert.deepEqual(log, []);
});
