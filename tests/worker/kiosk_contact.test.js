import assert from "node:assert/strict";
import { test } from "node:test";

import { NoAnswer } from "../../service_worker/wire.js";
import { createBeat } from "../../static/js/kiosk/beat.js";
import { createContact } from "../../static/js/kiosk/contact.js";
import { NotEnrolled } from "../../static/js/kiosk/post_box.js";
import { holding } from "./helpers/sealed.js";

test("a heartbeat says what waits and learns what to seal with", async () => {
  const { store } = await holding("a", "b");
  const asked = [];
  const beat = createBeat({
    store,
    post: async (path, body) => asked.push({ path, body }) && { status: 200, body: { name: "Halle", place: "EG", shows: ["n"] } },
    get: async () => ({ status: 200, body: { kiosk: "k1", kid: "one", key: "x", protocol: 1 } }),
    build: "b1",
    storage: { estimate: async () => ({ usage: 1.4, quota: 9 }) },
    state: () => ({ signed_in: false, remains: 0 }),
    learned: (shows) => asked.push({ shows }),
  });
  assert.equal(await beat.beat(), false);
  const said = { version: "b1", waiting: 2, oldest: "2026-03-14T12:00:00Z", used: 1, quota: 9, synced: "" };
  assert.deepEqual(asked[0], { path: "/kiosk/heartbeat", body: { ...said, signed_in: false, remains: 0 } });
  assert.deepEqual(asked[1], { shows: ["n"] });
  assert.deepEqual(await store.fact("kiosk"), { name: "Halle", place: "EG", shows: ["n"] });
  assert.deepEqual(await store.fact("key"), { kiosk: "k1", kid: "one", key: "x" });
});

test("it tries again soon where nobody answered, and where something is to be sent again", async (t) => {
  t.mock.timers.enable({ apis: ["setTimeout"] });
  const outcomes = [
    () => Promise.reject(new NoAnswer("dark")),
    async () => true,
    async () => false,
    () => Promise.reject(new NotEnrolled()),
  ];
  const log = [];
  let ended = () => {};
  const contact = createContact({
    beat: async () => log.push("beat") > 99,
    postBox: { send: () => log.push("send") && outcomes.shift()() },
    locks: { request: (_name, work) => work().finally(() => setImmediate(ended)) },
    arrived: () => {},
    closed: () => log.push("closed"),
  });
  await contact.send();
  for (let time = 0; time < 2; time += 1) {
    const done = new Promise((resolve) => (ended = resolve));
    t.mock.timers.tick(10_000);
    await done;
  }
  assert.deepEqual(log, ["send", "send", "beat", "send", "beat"]);
  t.mock.timers.tick(60_000);
  assert.equal(log.length, 5);
  await contact.send();
  assert.deepEqual(log.slice(5), ["send", "closed"]);
});
