import assert from "node:assert/strict";
import { test } from "node:test";

import { date, datetime, initials, number, urlencode } from "../../service_worker/filters.js";

test("times are told in the town's zone, across daylight saving", () => {
  assert.equal(datetime("2026-03-29T00:59:59.000Z", "Europe/Berlin"), "29. März 2026, 01:59");
  assert.equal(datetime("2026-03-29T01:00:00.000Z", "Europe/Berlin"), "29. März 2026, 03:00");
  assert.equal(datetime("2026-12-31T23:30:00.000Z", "Europe/Berlin"), "1. Januar 2027, 00:30");
  assert.equal(date("2026-03-14T13:05:00.000Z", "Europe/Berlin"), "14. März 2026");
});

test("no time is no text", () => {
  assert.equal(date("", "Europe/Berlin"), "");
  assert.equal(datetime("", "Europe/Berlin"), "");
});

test("numbers have German thousands", () => {
  assert.deepEqual([0, 999, 4403, 1234567].map(number), ["0", "999", "4.403", "1.234.567"]);
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
