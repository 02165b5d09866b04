/** What pages ask the worker by messages. */

import "fake-indexeddb/auto";

import assert from "node:assert/strict";
import { test } from "node:test";

import { GARDEN, open, ORIGIN } from "./helpers/worker.js";

test("a page asks what it is by now, and hears where the network is to be asked, too", async () => {
  const phone = open("/projects");
  const [page] = phone.pages;
  const asks = (path) =>
    new Promise((resolve, reject) => {
      const data = { type: "morph", url: `${ORIGIN}${path}` };
      phone.worker.message(data, page, resolve).catch(reject);
    });
  phone.town.project(GARDEN, { title: "Garten" });
  phone.town.write(["public", "town", { id: "town", name: "Lindenbrück", languages: ["de"] }]);
  assert.equal(await asks("/projects"), "");
  await phone.worker.message({ type: "flush" }, page);
  assert.match(await asks("/projects#comments"), /Garten/);
  assert.equal(await asks("/elsewhere"), "");
});

test("a page asks for the map and for the places of what it lists", async () => {
  const phone = open("/projects");
  const [page] = phone.pages;
  const asks = (data) =>
    new Promise((resolve, reject) => phone.worker.message(data, page, resolve).catch(reject));
  phone.town.project(GARDEN, { title: "Garten", point: "50.00000,10.00000" });
  phone.town.write(["map", "map", { id: "map", bounds: "1,2,3,4", tiles: "" }]);
  assert.equal(await asks({ type: "map" }), null);
  await phone.worker.message({ type: "flush" }, page);
  assert.deepEqual(await asks({ type: "map" }), { bounds: "1,2,3,4", outlines: [] });
  assert.deepEqual(await asks({ type: "points", url: `${ORIGIN}/projects` }), [
    { kind: "project", id: GARDEN, title: "Garten", point: "50.00000,10.00000", look: -1 },
  ]);
  assert.deepEqual(await asks({ type: "points", url: `${ORIGIN}/elsewhere` }), []);
});
