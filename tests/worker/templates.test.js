import assert from "node:assert/strict";
import { test } from "node:test";

import { createTemplates } from "../../service_worker/templates.js";

const REST = "/static/dist/templates-12345678.json";
const FIRST = { "project/list.html": ["Liste"] };
const LATER = { "account/show.html": ["Konto"] };

/** Templates of which the later ones come as `answer()` says; `asked` lists what was fetched. */
function templates(answer, assets = { "templates.json": REST }) {
  const asked = [];
  const files = {
    async answer({ url }) {
      asked.push(new URL(url).pathname);
      return answer();
    },
  };
  const build = { first: FIRST, files, assets, origin: "https://x.example", patience: 5 };
  return { asked, ...createTemplates(build) };
}

test("a page that the worker came with asks for nothing", async () => {
  const { asked, bring } = templates(() => assert.fail());
  assert.equal(await bring("project/list.html"), true);
  assert.deepEqual(asked, []);
});

test("others are fetched once", async () => {
  const { asked, known, bring, rest } = templates(() => Response.json(LATER));
  assert.equal(await bring("account/show.html"), true);
  await rest();
  assert.deepEqual(known, { ...FIRST, ...LATER });
  assert.equal(await bring("account/lost.html"), false);
  assert.deepEqual(asked, [REST]);
});

test("what is out of reach is asked for again", async () => {
  const answers = [() => Promise.reject(new TypeError("Failed to fetch")), () => Response.json(LATER)];
  const { bring } = templates(() => answers.shift()());
  assert.equal(await bring("account/show.html"), false);
  assert.equal(await bring("account/show.html"), true);
});

test("a network that says nothing is not waited for", async () => {
  const { bring } = templates(() => new Promise(() => {}));
  assert.equal(await bring("account/show.html"), false);
});

test("a build without later ones has nothing to fetch", async () => {
  const { asked, bring } = templates(() => assert.fail(), {});
  assert.equal(await bring("account/show.html"), false);
  assert.deepEqual(asked, []);
});
