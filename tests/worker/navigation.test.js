import assert from "node:assert/strict";
import { test } from "node:test";

import { createNavigation } from "../../service_worker/navigation.js";
import { createRouter } from "../../service_worker/router.js";

const ID = "01890000-0000-7000-8000-00000000000a";
const PAGES = [
  { path: "/projects/<uuid:id>", reads: { project: { type: "Scope", name: "project:{id}" } } },
];
const URL_ = `https://town.example/projects/${ID}`;
const request = (headers = {}, url = URL_) => ({
  url,
  method: "GET",
  headers: new Headers(headers),
});
const morph = { "Kokommune-Morph": "1" };

function navigation({ html = [null], fetch, card = false, partial = false, tiles = "", leaving = false, shell = null }) {
  const log = { touched: [], opened: 0, synced: 0 };
  const answer = createNavigation({
    match: createRouter(PAGES),
    kiosk: { shell: async () => shell, away: async () => "" },
    pages: {
      open: async () => {
        const next = html.length > 1 ? html.shift() : html[0];
        if (next instanceof Error) throw next;
        return next === null ? null : { html: next, tiles, more: partial };
      },
      hasCard: async () => card,
      offline: async () => "offline page",
    },
    replica: { touch: async (scopes) => log.touched.push(...scopes) },
    sync: { run: async () => (log.synced += 1) },
    fetch,
    headers: { "Content-Security-Policy": "default-src 'none'; img-src 'self' data:" },
    now: () => 0,
    opened: () => (log.opened += 1),
    leaving: async () => leaving,
  });
  return { answer, log };
}
const never = () => assert.fail("the network was asked");

test("what the phone holds is answered without the network, under the server's policy", async () => {
  const { answer, log } = navigation({ html: ["from the replica"], fetch: never });
  const response = await answer(request());
  assert.equal(await response.text(), "from the replica");
  const policy = "default-src 'none'; img-src 'self' data:";
  assert.equal(response.headers.get("Content-Security-Policy"), policy);
  assert.equal(response.headers.get("Content-Type"), "text/html; charset=utf-8");
  assert.equal(response.headers.get("Cache-Control"), "no-store");
  assert.deepEqual(log, { touched: [`project:${ID}`], opened: 1, synced: 0 });
});

test("a list of which only a part is here comes from the network, where that is quick", async (t) => {
  const part = { html: ["a part"], partial: true };
  const online = navigation({ ...part, fetch: async () => new Response("all of it") });
  assert.equal(await (await online.answer(request())).text(), "all of it");
  assert.equal(await (await online.answer(request(morph))).text(), "all of it");
  assert.equal(online.log.opened, 1);
  const broken = navigation({ ...part, fetch: async () => new Response("", { status: 500 }) });
  assert.equal(await (await broken.answer(request())).text(), "a part");
  const offline = navigation({ ...part, fetch: async () => Promise.reject(new TypeError()) });
  assert.equal(await (await offline.answer(request())).text(), "a part");

  t.mock.timers.enable({ apis: ["setTimeout"] });
  const asked = Promise.withResolvers?.() ?? resolvers();
  const fetch = () => {
    asked.resolve();
    return new Promise(() => {});
  };
  const answer = navigation({ ...part, fetch }).answer(request());
  await asked.promise;
  t.mock.timers.tick(2000);
  assert.equal(await (await answer).text(), "a part");
});

test("a page with a map may show the town's tiles", async () => {
  const tiles = "https://tiles.example/{z}/{x}/{y}.png";
  const { answer } = navigation({ html: ["a map"], fetch: never, tiles });
  const policy = (await answer(request())).headers.get("Content-Security-Policy");
  assert.equal(policy, "default-src 'none'; img-src 'self' data: https://tiles.example");
});

test("what it does not hold comes from the network and is kept from then on", async () => {
  const { answer, log } = navigation({ fetch: async () => new Response("from the server") });
  assert.equal(await (await answer(request())).text(), "from the server");
  assert.deepEqual(log.touched, [`project:${ID}`]);
});

test("a mistake in the worker is no reason to show nothing", async (t) => {
  t.mock.method(console, "error", () => {});
  const broken = {
    html: [new Error("broken")],
    fetch: async () => new Response("from the server"),
  };
  assert.equal(await (await navigation(broken).answer(request())).text(), "from the server");
});

test("without both there is a page that says so", async () => {
  const fetch = async () => {
    throw new TypeError("Failed to fetch");
  };
  const response = await navigation({ fetch }).answer(request());
  assert.equal(response.status, 503);
  assert.equal(await response.text(), "offline page");
});

test("the page of a portal or a gateway is no answer", async () => {
  const headers = { "Content-Type": "text/html" };
  for (const status of [200, 502]) {
    const fetch = async () => new Response("somebody else's", { status, headers });
    const response = await navigation({ fetch }).answer(request());
    assert.equal(response.status, 503);
    assert.equal(await response.text(), "offline page");
  }
  const own = { ...headers, "Kokommune-Page": "1" };
  const fetch = async () => new Response("not found", { status: 404, headers: own });
  assert.equal(await (await navigation({ fetch }).answer(request())).text(), "not found");
});

test("a silent network is given up after four seconds where a card is known", async (t) => {
  t.mock.timers.enable({ apis: ["setTimeout"] });
  const asked = Promise.withResolvers?.() ?? resolvers();
  const fetch = () => {
    asked.resolve();
    return new Promise(() => {});
  };
  const answer = navigation({ fetch, card: true }).answer(request());
  await asked.promise;
  t.mock.timers.tick(4000);
  assert.equal(await (await answer).text(), "offline page");
});

test("a redirected response is handed on as a plain one", async () => {
  const redirected = new Response("elsewhere", { status: 200 });
  Object.defineProperty(redirected, "redirected", { value: true });
  const response = await navigation({ fetch: async () => redirected }).answer(request());
  assert.equal(response.redirected, false);
  assert.equal(await response.text(), "elsewhere");
});

test("a page that asks for itself counts as no visit", async () => {
  const { answer, log } = navigation({ html: ["from the replica"], fetch: never });
  await answer(request(morph));
  assert.deepEqual(log, { touched: [], opened: 0, synced: 0 });
});

test("a page that shows what was just written waits for its documents", async () => {
  const { answer, log } = navigation({ html: [null, "from the replica"], fetch: never });
  assert.equal(await (await answer(request(morph))).text(), "from the replica");
  assert.equal(log.synced, 1);
});

test("paths outside the table go to the server", async () => {
  const { answer, log } = navigation({
    html: ["never"],
    fetch: async () => new Response("manifest"),
  });
  const response = await answer(request({}, "https://town.example/about"));
  assert.equal(await response.text(), "manifest");
  assert.equal(log.opened, 0);
});

function resolvers() {
  const made = {};
  made.promise = new Promise((resolve) => (made.resolve = resolve));
  return made;
}

test("who has signed out here is nobody to the server, before it knows", async () => {
  const cookies = [];
  const fetch = async ({ credentials }) => {
    cookies.push(credentials);
    return new Response("from Flask");
  };
  const asked = () => new Request("https://town.example/about", { headers: morph });
  for (const leaving of [false, true]) await navigation({ fetch, leaving }).answer(asked());
  assert.deepEqual(cookies, ["same-origin", "omit"]);
});
