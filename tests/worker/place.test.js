import assert from "node:assert/strict";
import { test } from "node:test";

import { byDistance, distance, distanceText } from "../../static/js/map/distance.js";
import { pointText, readPoint } from "../../static/js/map/point.js";
import { judge } from "../../static/js/map/verdict.js";

// A square from 50 to 51 degrees north and 10 to 11 degrees east.
const SQUARE = { id: "n", name: "Nord", look: 3, shape: "_sdpH_c`|@_ibE??_ibE~hbE?" };

test("a place is read as people write and copy it", () => {
  for (const text of [
    "51.05012,13.73733",
    " 51.05012, 13.73733 ",
    "51.05012 13.73733",
    "51.05012;13.73733",
    "51,05012; 13,73733",
    "51,05012, 13,73733",
    "51,05012 13,73733",
    "+51.05012,13.73733",
  ]) {
    assert.deepEqual(readPoint(text), [51.05012, 13.73733], text);
  }
  assert.deepEqual(readPoint("51,13"), [51, 13]);
});

test("what is no place on earth is none", () => {
  for (const text of ["", "x", "51.05", "91,0", "0,181", "1,2,3", "51.05012,13.73733 Rathaus", "1e1,2"]) {
    assert.equal(readPoint(text), null, text);
  }
});

test("a place is written as the server writes it, on the map that goes round the world, too", () => {
  assert.equal(pointText([51.0501234, 13.7]), "51.05012,13.70000");
  assert.equal(pointText([-0.000001, -0.000001]), "0.00000,0.00000");
  assert.equal(pointText([50, 373.5]), "50.00000,13.50000");
  assert.equal(pointText([95, -200]), "90.00000,160.00000");
});

test("a place lies in a neighbourhood, outside the town, or was swapped", () => {
  assert.deepEqual(judge([SQUARE], [50.5, 10.5]), { verdict: "inside", place: SQUARE });
  assert.equal(judge([SQUARE], [10.5, 50.5]).verdict, "swapped");
  assert.equal(judge([SQUARE], [52, 10.5]).verdict, "outside");
  assert.equal(judge([], [52, 10.5]).verdict, "unknown");
});

test("distances are those of the earth, and said as they are walked", () => {
  const [dresden, leipzig] = [[51.05089, 13.73832], [51.33962, 12.37129]];
  assert.ok(Math.abs(distance(dresden, leipzig) - 100_100) < 500);
  assert.equal(distance(dresden, dresden), 0);
  assert.equal(distanceText(228, "de"), "230 m");
  assert.equal(distanceText(996, "de"), "1 km");
  assert.equal(distanceText(1449, "de"), "1,5 km");
  assert.equal(distanceText(1440, "en"), "1.4 km");
  assert.equal(distanceText(12_345, "de"), "12 km");
});

test("the nearest comes first, and equals in the order of their addresses", () => {
  const spots = [
    { href: "/b", point: [50, 10] },
    { href: "/c", point: [50, 10.001] },
    { href: "/a", point: [50, 10] },
  ];
  assert.deepEqual(byDistance(spots, [50, 10]).map(({ href }) => href), ["/a", "/b", "/c"]);
});
