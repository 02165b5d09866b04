import assert from "node:assert/strict";
import { test } from "node:test";

const HTML = "<body data-rendered-by=worker>";

/** Just enough of a page for morph.js. */
globalThis.navigator ??= {};
globalThis.document = { body: { dataset: { renderedBy: "flask" } }, getElementById: () => null };
globalThis.location = new URL("https://town.example/projects");
globalThis.fetch = async () => new Response(HTML);
globalThis.DOMParser = class {
  parseFromString = () => ({ body: { dataset: { renderedBy: "worker" } }, getElementById: () => null });
};

const { hangUp } = await import("../../static/js/link.js");
const { createMorph } = await import("../../static/js/morph.js");

test("a page that was emptied while its next one was read stays empty", async () => {
  const done = [];
  globalThis.scheduler = {
    // What a worker says is heard between two pieces of work: `removed` (emptied.js).
    yield: async () => hangUp(),
  };
  const dress = () => done.push("applied");
  await createMorph({ enhance: () => done.push("enhanced"), dress })();
  assert.deepEqual(done, []);
});
