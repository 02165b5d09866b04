/** A phone's clock that was wrong and is set right. */

import assert from "node:assert/strict";
import { test } from "node:test";

import { NoAnswer } from "../../service_worker/wire.js";
import { createSchedule } from "../../service_worker/schedule.js";
import { COMMENT } from "./helpers/documents.js";
import { Phone } from "./helpers/phone.js";
import { Town } from "./helpers/town.js";

const GARDEN = "01890000-0000-7000-8000-000000000001";
const HOUR = 3_600_000;

test("a clock that was ahead for a day does not put off the hourly pull of all details", async () => {
  const town = new Town();
  town.project(GARDEN);
  const phone = new Phone(town);
  phone.time += 24 * HOUR;
  await phone.syncs();
  phone.time -= 24 * HOUR;
  // Nobody has opened it, and its card says nothing of this.
  town.write([`project:${GARDEN}`, "comment:c1", { ...COMMENT, id: "c1" }]);
  await phone.syncs();
  assert.ok((await phone.holds(`project:${GARDEN}`))["comment:c1"]);
});

test("after a clock was set back, what was asked before is not fresh for ever", async () => {
  const town = new Town();
  const phone = new Phone(town);
  await phone.sync.refresh();
  phone.time -= HOUR;
  const before = town.requests.length;
  await phone.sync.refresh();
  assert.ok(town.requests.length > before);
});

test("a run that began long ago is not fresh when it ends", async () => {
  let time = 0;
  let runs = 0;
  const sync = createSchedule({
    flush: async () => {
      runs += 1;
      time += 60_000;
    },
    waits: async () => false,
    isReady: async () => true,
    locks: null,
    now: () => time,
    random: () => 0,
  });
  await sync.refresh();
  await sync.refresh();
  assert.equal(runs, 2);
});

test("once somebody answers, pauses begin anew, however long nobody had answered", async () => {
  const outcomes = ["", "", "", "", "", "answered"];
  const flush = async () => {
    if (!outcomes.shift()) throw new NoAnswer("nobody");
    return false;
  };
  const waits = async () => true;
  const isReady = async () => true;
  const schedule = createSchedule({ flush, waits, isReady, locks: null, now: () => 0, random: () => 1 });
  let last;
  while (outcomes.length) last = await schedule.run();
  assert.deepEqual([last.ok, last.pause], [true, 2000]);
});
