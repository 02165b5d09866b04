import assert from "node:assert/strict";
import { test } from "node:test";

import { createCatalogues } from "../../service_worker/catalogues.js";

const ENGLISH = "/static/dist/catalogue-en-12345678.json";
const WORDS = { Senden: ["Send"] };

/** Catalogues whose files come as `answer(url)` says; `asked` lists what was fetched. */
function catalogues(answer) {
  const asked = [];
  const files = {
    async answer({ url }) {
      asked.push(new URL(url).pathname);
      return answer(url);
    },
  };
  const assets = { "catalogue-en.json": ENGLISH, "page.js": "/static/dist/page-1.js" };
  const options = { files, assets, origin: "https://x.example", patience: 5 };
  return { asked, ...createCatalogues(options) };
}

test("a language is fetched once, where somebody reads it", async () => {
  const { asked, known, speak } = catalogues(() => Response.json(WORDS));
  assert.equal(await speak("en"), "en");
  assert.equal(await speak("en"), "en");
  assert.deepEqual(known, { en: WORDS });
  assert.deepEqual(asked, [ENGLISH]);
});

test("German, and what has no catalogue, is there without asking", async () => {
  const { asked, speak } = catalogues(() => assert.fail());
  assert.equal(await speak("de"), "de");
  assert.deepEqual(asked, []);
});

for (const [what, answer] of Object.entries({
  "no network": () => Promise.reject(new TypeError("Failed to fetch")),
  "a network that says nothing": () => new Promise(() => {}),
  "an error of the server": () => new Response("", { status: 502 }),
  "a portal's page": () => new Response("<title>WLAN</title>"),
})) {
  test(`${what}: the page is in German, and the next one asks again`, async (t) => {
    t.mock.method(console, "warn", () => {});
    const said = catalogues(answer);
    assert.equal(await said.speak("en"), "de");
    assert.equal(await said.speak("en"), "de");
    assert.equal(said.asked.length, 2);
    assert.deepEqual(said.known, {});
  });
}
