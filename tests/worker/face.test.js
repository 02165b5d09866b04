import assert from "node:assert/strict";
import { test } from "node:test";

import { createFace } from "../../service_worker/face.js";

const ORIGIN = "https://town.example";
const STYLE = "/town-0123456789abcdef.css";
const OLD = "/town-fedcba9876543210.css";
const ARMS = "/arms-0123456789abcdef.svg";

/** Caches as a browser has them, as far as they are used; `files` is what the server has. */
function browser(files) {
  const held = new Map();
  const cache = {
    keys: async () => [...held.keys()].map((path) => ({ url: ORIGIN + path })),
    put: async (path, response) => held.set(path, response),
    delete: async (path) => held.delete(path),
  };
  const caches = {
    open: async () => cache,
    match: async ({ url }) => held.get(new URL(url).pathname),
  };
  const asked = [];
  const fetch = async (request) => {
    const path = typeof request === "string" ? request : new URL(request.url).pathname;
    asked.push(path);
    return files[path] ?? new Response("", { status: 404 });
  };
  return { face: createFace({ caches, fetch }), held, asked };
}

const css = () => new Response(":root {}", { headers: { "Content-Type": "text/css" } });
const request = (path, method = "GET") => ({ url: ORIGIN + path, method });

test("what the town's document names is kept, once, and answered without a network", async () => {
  const { face, held, asked } = browser({ [STYLE]: css(), [ARMS]: css() });
  await face.keep({ style: STYLE, arms: ARMS });
  await face.keep({ style: STYLE, arms: ARMS });
  assert.deepEqual(asked, [STYLE, ARMS]);
  assert.equal(await face.answer(request(STYLE)), held.get(STYLE));
  assert.equal(asked.length, 2);
});

test("what it names no longer goes", async () => {
  const { face, held } = browser({ [OLD]: css(), [STYLE]: css() });
  await face.keep({ style: OLD, arms: "" });
  await face.keep({ style: STYLE, arms: "" });
  assert.deepEqual([...held.keys()], [STYLE]);
  await face.keep({ style: "", arms: "" });
  assert.equal(held.size, 0);
});

test("an error or a portal's page is not kept", async () => {
  const portal = new Response("<h1>Hallo</h1>", { headers: { "Content-Type": "text/html" } });
  const { face, held } = browser({ [STYLE]: portal });
  await assert.rejects(face.keep({ style: STYLE, arms: "" }));
  await assert.rejects(face.keep({ style: "", arms: ARMS }));
  assert.equal(held.size, 0);
});

test("only its own addresses are its own", () => {
  const { face } = browser({});
  assert.ok(face.has(request(STYLE)) && face.has(request(ARMS)));
  for (const path of ["/town", "/town-x.css", "/arms-0123456789abcdef.html", `/a${STYLE}`]) {
    assert.ok(!face.has(request(path)), path);
  }
  assert.ok(!face.has(request(STYLE, "POST")));
});
