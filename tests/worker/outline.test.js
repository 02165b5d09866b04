import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";

import { contains, decode } from "../../static/js/map/outline.js";

const CASES = JSON.parse(readFileSync(new URL("../shapes.json", import.meta.url), "utf8"));

for (const { name, shape, polygons, inside, outside } of CASES.shapes) {
  test(`a shape is read, and holds what lies in it: ${name}`, () => {
    assert.deepEqual(decode(shape), polygons);
    for (const place of inside) assert.equal(contains(shape, ...place), true, String(place));
    for (const place of outside) assert.equal(contains(shape, ...place), false, String(place));
  });
}

test("what lies on a border belongs to one neighbour", () => {
  const { shapes, places } = CASES.neighbours;
  for (const place of places) {
    assert.equal(shapes.filter((shape) => contains(shape, ...place)).length, 1, String(place));
  }
});
