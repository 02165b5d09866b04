import assert from "node:assert/strict";
import { test } from "node:test";

import { FILTERS, SPOKEN } from "../../service_worker/filters.js";

const { clock, initials, overlapping, urlencode } = FILTERS;
const { date, datetime, number, until, walltime } = SPOKEN;

test("times are told in the town's zone, across daylight saving", () => {
  assert.equal(datetime("2026-03-29T00:59:59.000Z", "Europe/Berlin", "de"), "29. März 2026, 01:59");
  assert.equal(datetime("2026-03-29T01:00:00.000Z", "Europe/Berlin", "de"), "29. März 2026, 03:00");
  assert.equal(datetime("2026-12-31T23:30:00.000Z", "Europe/Berlin", "de"), "1. Januar 2027, 00:30");
  assert.equal(date("2026-03-14T13:05:00.000Z", "Europe/Berlin", "de"), "14. März 2026");
});

test("no time is no text", () => {
  assert.equal(date("", "Europe/Berlin", "de"), "");
  assert.equal(datetime("", "Europe/Berlin", "de"), "");
});

test("numbers have German thousands", () => {
  assert.deepEqual([0, 999, 4403, 1234567].map((n) => number(n, "de")), ["0", "999", "4.403", "1.234.567"]);
});

test("English and plain German have words and numbers of their own", () => {
  const time = "2026-03-14T13:05:00.000Z";
  assert.equal(datetime(time, "Europe/Berlin", "en"), "14 March 2026, 14:05");
  assert.equal(datetime(time, "Europe/Berlin", "de-simple"), "14. März 2026, 14:05");
  assert.equal(walltime("2026-06-01T10:00", "en"), "Mon, 1 June 2026, 10:00");
  assert.equal(number(4403, "en"), "4,403");
});

test("initials are those of the first and the last name", () => {
  assert.equal(initials("Ayşe Yıldız"), "AY");
  assert.equal(initials("  carla  von der  heide "), "CH");
  assert.equal(initials("Bernd"), "B");
  assert.equal(initials("🦊 Fuchs"), "🦊F");
  assert.equal(initials(""), "?");
});

test("a query's part is encoded as the server does it", () => {
  assert.equal(urlencode("Straße & (Ö'x)!"), "Stra%C3%9Fe%20%26%20(%C3%96'x)!");
});

test("a time on the wall is that of the town, whatever the phone's zone", () => {
  assert.equal(walltime("2026-06-01T10:00", "de"), "Mo., 1. Juni 2026, 10:00");
  assert.equal(clock("2026-06-01T10:00"), "10:00");
  assert.equal(until("2026-06-01T12:30", "2026-06-01T10:00", "de"), "12:30");
  assert.equal(until("2026-06-02T01:00", "2026-06-01T22:00", "de"), "Di., 2. Juni 2026, 01:00");
  for (const text of ["", "morgen", "2026-02-30T10:00"]) assert.equal(walltime(text, "de"), text);
});

test("of my shifts at the same time the first is named; cancelled ones and itself are not", () => {
  const shift = (id, from, to, cancelled = "") => ({
    id,
    title: id,
    starts: `2026-06-01T${from}:00`,
    ends: `2026-06-01T${to}:00`,
    cancelled,
  });
  const mine = {
    "support:x": { id: "x" },
    "sign_up:late": shift("late", 12, 14),
    "sign_up:early": shift("early", 10, 12),
    "sign_up:gone": shift("gone", 8, 20, "Sturm"),
  };
  assert.equal(overlapping(shift("new", 11, 13), mine), "early");
  assert.equal(overlapping(shift("new", 14, 15), mine), "");
  assert.equal(overlapping(shift("early", 10, 12), mine), "");
  assert.equal(overlapping(shift("new", 11, 13), {}), "");
});
