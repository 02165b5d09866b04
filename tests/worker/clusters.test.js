import assert from "node:assert/strict";
import { test } from "node:test";

import { CLOSEST, createClusters } from "../../static/js/map/clusters.js";

const WORLD = [-180, -85, 180, 85];
const spot = (href, latitude, longitude, look = 0) => ({
  href,
  title: href,
  point: [latitude, longitude],
  look,
});

test("what lies close together is one thing until one is close enough", () => {
  const clusters = createClusters([spot("/a", 50, 10), spot("/b", 50.01, 10), spot("/c", 53, 10)]);
  const far = clusters.within(WORLD, 8);
  assert.deepEqual(far.map(({ count = 1 }) => count).sort(), [1, 2]);
  const { id } = far.find(({ count }) => count);
  assert.ok(clusters.opensAt(id) <= CLOSEST);
  assert.equal(clusters.within(WORLD, clusters.opensAt(id)).length, 3);
});

test("a cluster has the look of its neighbourhood, or the town's where they are several", () => {
  const look = (...looks) => {
    const spots = looks.map((each, at) => spot(`/${at}`, 50 + at / 1e4, 10, each));
    return createClusters(spots).within(WORLD, 3)[0].look;
  };
  assert.equal(look(4, 4, 4), 4);
  assert.equal(look(4, 4, 5), -1);
  assert.equal(look(-1, -1), -1);
});

test("what lies at the very same place never comes apart, and is listed", () => {
  const clusters = createClusters([spot("/a", 50, 10), spot("/b", 50, 10)]);
  const [both] = clusters.within(WORLD, CLOSEST);
  assert.equal(both.count, 2);
  assert.ok(clusters.opensAt(both.id) > CLOSEST);
  assert.deepEqual(clusters.leaves(both.id).map(({ href }) => href).sort(), ["/a", "/b"]);
});

test("of thousands few are drawn, and nothing is lost", () => {
  const spots = Array.from({ length: 5000 }, (_, n) =>
    spot(`/${n}`, 60.1 + ((n * 7919) % 1000) / 5000, 24.8 + ((n * 104_729) % 1000) / 2500),
  );
  const seen = createClusters(spots).within(WORLD, 11);
  assert.ok(seen.length < 200, String(seen.length));
  assert.equal(seen.reduce((sum, { count = 1 }) => sum + count, 0), 5000);
  assert.equal(new Set(seen.map(({ key }) => key)).size, seen.length);
});
