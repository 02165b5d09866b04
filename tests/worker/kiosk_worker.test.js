import "fake-indexeddb/auto";

import assert from "node:assert/strict";
import { test } from "node:test";

import { IDBFactory } from "fake-indexeddb";

import { createDatabase } from "../../service_worker/database.js";
import { createKiosk } from "../../service_worker/kiosk.js";
import { createNavigation } from "../../service_worker/navigation.js";
import { createRouter } from "../../service_worker/router.js";
import { ID } from "./helpers/sealed.js";

const PAGES = [
  { path: "/projects/<uuid:id>", reads: { project: { type: "Scope", name: "project:{id}" } } },
  { path: "/mine", reads: {} },
];
const SHELL = { path: "/kiosk", reads: {} };
const PERMISSIONS = { "Permissions-Policy": "camera=(), publickey-credentials-get=(self)" };

/** The worker of a tablet. `shows` as in kiosk.js. */
async function worker(shows) {
  const db = createDatabase(new IDBFactory(), { mayUpgrade: true });
  const shown = [];
  const pages = { show: async ({ page }, url, visit) => shown.push({ path: page.path, visit }) && `page ${page.path}` };
  const kiosk = createKiosk({ db, pages, page: SHELL, paths: [PAGES[0].path] });
  if (shows !== undefined) await kiosk.set(shows);
  const never = () => assert.fail("it was asked for");
  const asked = [];
  const navigate = createNavigation({
    match: createRouter(PAGES),
    kiosk,
    pages: { ...pages, open: never, hasCard: async () => false, offline: never },
    replica: { touch: never },
    sync: { run: never },
    fetch: async ({ url }) => asked.push(url) && new Response("the server's"),
    headers: PERMISSIONS,
    now: () => 0,
    opened: never,
    leaving: async () => false,
  });
  return { db, kiosk, navigate, shown, asked };
}

function going(path) {
  return { url: `https://town.example${path}`, method: "GET", mode: "navigate", headers: new Headers() };
}

test("whatever a tablet navigates to is its one document, and nothing of it is remembered", async () => {
  const { navigate, shown, asked, db } = await worker([]);
  for (const path of [`/projects/${ID}`, "/mine", "/admin", "/kiosk"]) {
    const response = await navigate(going(path));
    assert.equal(await response.text(), "page /kiosk");
    assert.equal(response.headers.get("Permissions-Policy"), "camera=(), publickey-credentials-get=()");
    assert.equal(response.headers.get("Cache-Control"), "no-store");
  }
  assert.ok(shown.every(({ visit }) => visit.actor === "" && visit.commands.length === 0));
  const cursors = await db.transaction(["cursors"], "readonly", (stores) => stores.cursors.getAll());
  assert.deepEqual(cursors, []);
  assert.deepEqual(asked, []);
});

test("a tablet that is none any more shows the field for a code, and nothing else", async () => {
  const { db, kiosk, navigate, shown, asked } = await worker(["north"]);
  await kiosk.set(null);
  for (const path of [`/projects/${ID}`, "/mine", "/", "/device"]) {
    const response = await navigate(going(path));
    assert.equal(response.status, 303);
    assert.equal(response.headers.get("Location"), "https://town.example/kiosk");
  }
  assert.deepEqual([shown, asked], [[], []]);
  assert.equal(await (await navigate(going("/kiosk"))).text(), "the server's");
  // Also after the worker has been started anew, until it is a kiosk again.
  const again = createKiosk({ db, pages: {}, page: SHELL, paths: [] });
  assert.equal(await again.away(new URL("https://town.example/mine")), "https://town.example/kiosk");
  await again.set([]);
  assert.equal(await again.away(new URL("https://town.example/mine")), "");
});

test("what never was a tablet goes where it wants to, also where nothing can be read", async () => {
  const url = new URL("https://town.example/mine");
  assert.equal(await (await worker()).kiosk.away(url), "");
  const db = { transaction: async () => { throw new Error("no storage"); } };
  assert.equal(await createKiosk({ db, pages: {}, page: SHELL, paths: [] }).away(url), "");
});

test("a page is shown for a visit; what is not a tablet's is not, nor anything where there is none", async () => {
  const match = createRouter(PAGES);
  const visit = { actor: "v", name: "", commands: [], language: "en" };
  const asked = (kiosk, path) => kiosk.show(match(path), new URL(path, "https://town.example"), visit);
  const { kiosk, shown } = await worker(["north"]);
  assert.equal(await asked(kiosk, `/projects/${ID}`), "page /projects/<uuid:id>");
  assert.equal(await asked(kiosk, "/kiosk"), "page /kiosk");
  assert.equal(await asked(kiosk, "/mine"), null);
  assert.equal(await asked(kiosk, "/elsewhere"), null);
  assert.deepEqual(shown.map((each) => each.visit), [visit, visit]);
  await kiosk.set(null);
  assert.equal(await asked(kiosk, `/projects/${ID}`), null);
  assert.equal(await kiosk.shell(new URL("https://town.example/kiosk")), null);
});

test("a tablet that is started again is still one", async () => {
  const { db, kiosk } = await worker(["north"]);
  const pages = { show: async () => "shell" };
  const again = createKiosk({ db, pages, page: SHELL, paths: [] });
  assert.equal(await again.shell(new URL("https://town.example/")), "shell");
  await kiosk.set(null);
  assert.equal(await createKiosk({ db, pages, page: SHELL, paths: [] }).shell(new URL("https://town.example/")), null);
});
