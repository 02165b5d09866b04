import "fake-indexeddb/auto";

import assert from "node:assert/strict";
import { test } from "node:test";

import { v7 as uuidv7 } from "uuid";

import { author, newIdentity } from "../../service_worker/identity.js";
import { add, all } from "../../service_worker/outbox.js";
import { dark } from "./helpers/town.js";
import { BRIDGE, compiled, fakeCaches, GARDEN, open, ORIGIN, start } from "./helpers/worker.js";

async function visits({ worker, settle }, path, headers = {}) {
  const request = {
    url: ORIGIN + path,
    method: "GET",
    mode: "navigate",
    headers: new Headers(headers),
  };
  const response = await worker.respond(request);
  await settle();
  return response.text();
}

async function writes({ worker }, body) {
  const id = uuidv7();
  const args = { on: GARDEN, body };
  const base = { id, name: "comment", noun: "comment", version: 1, args, client_time: "2026" };
  await add(worker.db, { ...base, actor: await author(worker.db), on_path: "/", on_title: "" });
  return id;
}

const types = ({ heard }) => heard.splice(0).map(({ type }) => type);

test("a first page comes from the server, the next from the phone", async () => {
  const phone = open("/projects");
  assert.match(await visits(phone, "/projects"), /from Flask/);
  assert.equal(await visits(phone, "/projects"), "Brücke 0Garten 0");
});

test("a large town is ready with its beginning, and the rest comes by itself", async () => {
  const phone = open("/projects");
  const synced = () => phone.pages[0].heard.splice(0).filter(({ type }) => type === "synced");
  const goesOn = (handle) => handle();
  phone.town.begins = 1;
  // The beginning and the details are there when the network goes.
  phone.town.troubles = [goesOn, goesOn, dark];
  await phone.worker.flush();
  const heard = synced().map(({ ok, ready }) => [ok, ready]);
  assert.deepEqual(heard, [
    [true, true],
    [false, true],
  ]);
  phone.phone.offline = true;
  assert.match(await visits(phone, "/projects"), /^in part: (Brücke|Garten) 0$/);
  phone.phone.offline = false;
  assert.match(await visits(phone, "/projects"), /from Flask/);
  await phone.worker.flush();
  assert.equal(await visits(phone, "/projects"), "Brücke 0Garten 0");
});

test("a page that few read first comes after the first pull, and is then there without a network", async () => {
  const { "outbox.html": late, ...templates } = compiled();
  const rest = "/static/dist/templates-12345678.json";
  const fetched = [];
  const phone = start(["/projects"], {
    templates,
    assets: { "templates.json": rest },
    later: [rest],
    caches: fakeCaches(),
    fetched() {
      fetched.push(rest);
      if (phone.phone.offline) throw new TypeError("Failed to fetch");
      return Response.json({ "outbox.html": late });
    },
  });
  phone.phone.offline = true;
  assert.match(await visits(phone, "/outbox"), /^\/outbox 0/);
  phone.phone.offline = false;
  fetched.length = 0;
  await phone.worker.flush();
  const heard = types(phone.pages[0]);
  assert.deepEqual([fetched.length, heard.at(-1)], [1, "synced"]);
  phone.phone.offline = true;
  assert.equal(await visits(phone, "/outbox"), "0");
  assert.equal(fetched.length, 1);
});

test("hello is answered with the build, and what is here is told", async () => {
  const { worker, pages } = open("/projects");
  const identity = await newIdentity();
  await worker.message({ type: "hello", identities: [identity] }, pages[0]);
  const [hello, ...rest] = pages[0].heard;
  assert.deepEqual(hello, { type: "hello", build: "b1", adopted: [identity.actor] });
  assert.ok(rest.at(-1).ready);
  assert.equal(await author(worker.db), identity.actor);
});

test("a page that was on its way while news came hears of them when it says hello", async () => {
  const phone = open("/projects");
  const [page] = phone.pages;
  const before = Date.now();
  await phone.worker.flush();
  await phone.settle();
  types(page);
  const hello = async (since) => {
    await phone.worker.message({ type: "hello", since }, page);
    await phone.settle();
    return types(page).filter((type) => type === "changed");
  };
  assert.deepEqual(await hello(before), ["changed"]);
  assert.deepEqual(await hello(Date.now() + 1), []);
  page.url = `${ORIGIN}/nowhere`;
  assert.deepEqual(await hello(before), []);
});

test("what was written offline is on every page at once and goes when there is a network", async () => {
  const phone = open("/projects");
  await phone.worker.flush();
  phone.phone.offline = true;
  await writes(phone, "Hallo");
  assert.equal(await visits(phone, "/projects"), "Brücke 0Garten 1");
  assert.equal(await visits(phone, `/projects/${GARDEN}`), "Garten|Hallo pending");
  assert.equal(await visits(phone, "/outbox"), "1|Hallo Garten");
  phone.phone.offline = false;
  await phone.worker.flush();
  assert.equal(await visits(phone, `/projects/${GARDEN}`), "Garten|Hallo confirmed");
  assert.deepEqual(
    (await all(phone.worker.db)).map(({ status }) => status),
    ["settled"],
  );
});

test("only pages that show what has changed are told so; outcomes are told to all", async () => {
  const phone = open("/projects", `/projects/${BRIDGE}`);
  const [list, bridge] = phone.pages;
  await phone.worker.flush();
  await phone.worker.flush();
  phone.pages.forEach(types);
  await writes(phone, "Hallo");
  await phone.worker.message({ type: "flush", changed: true }, list);
  assert.ok(types(list).includes("outcomes"));
  const changes = bridge.heard.filter(({ type }) => type === "changed");
  assert.ok(bridge.heard.some(({ type }) => type === "outcomes"));
  assert.ok(changes.every(({ scopes }) => !scopes.includes("public")));
});

test("an open page hears which town it was that answered", async () => {
  const phone = open("/projects");
  await phone.worker.flush();
  const heard = phone.pages[0].heard.filter(({ type }) => type === "synced");
  assert.equal(heard.at(-1).epoch, phone.town.epoch);
});

test("the tab that wrote is not told what it has just done, the others are", async () => {
  const phone = open("/projects", "/outbox");
  await phone.worker.flush();
  phone.pages.forEach(types);
  phone.phone.offline = true;
  await writes(phone, "Hallo");
  await phone.worker.message({ type: "flush", changed: true }, phone.pages[0]);
  assert.deepEqual(types(phone.pages[0]), ["synced"]);
  assert.deepEqual(types(phone.pages[1]), ["changed", "synced"]);
});

test("when somebody has signed in or out all pages hear of it, and who asks hears how it went", async () => {
  const phone = open("/projects", "/nowhere");
  await phone.worker.flush();
  phone.pages.forEach(types);
  const answers = [];
  const message = { type: "flush", person: true, asks: true };
  await phone.worker.message(message, phone.pages[0], (answer) => answers.push(answer));
  await phone.settle();
  assert.ok(types(phone.pages[1]).includes("changed"));
  assert.deepEqual(answers.map(({ ok }) => ok), [true]);
});

test("a page that is not here says so, with the card if there is one", async () => {
  const phone = open();
  await phone.worker.flush();
  phone.phone.offline = true;
  assert.equal(await visits(phone, "/about"), "/about 2");
});

test("after a removal every page hears of it and the worker is silent, until one claims it", async () => {
  const phone = open("/projects", "/outbox");
  const { worker, pages, host } = phone;
  await worker.flush();
  pages.forEach(types);
  await worker.message({ type: "remove" }, pages[0]);
  assert.deepEqual(pages.map(types), [["removed"], ["removed"]]);
  await worker.message({ type: "flush" }, pages[0]);
  await worker.message({ type: "hello" }, pages[1]);
  const request = { url: `${ORIGIN}/projects`, method: "GET", mode: "navigate" };
  assert.equal(worker.respond(request), null);
  assert.deepEqual(await host.indexedDB.databases(), []);
  assert.deepEqual(pages.map(types), [[], []]);
  await worker.message({ type: "claim" }, pages[0]);
  await worker.message({ type: "hello" }, pages[0]);
  assert.ok(types(pages[0]).includes("synced"));
  assert.equal(await visits(phone, "/projects"), "Brücke 0Garten 0");
});

test("what is not a page and not a file of the build is left alone", () => {
  const { worker } = open();
  const request = (url, method = "GET") => ({ url, method, mode: "cors", headers: new Headers() });
  assert.equal(worker.respond(request(`${ORIGIN}/sync/pull`, "POST")), null);
  assert.equal(worker.respond(request(`${ORIGIN}/healthz`)), null);
  assert.equal(worker.respond(request("https://elsewhere.example/static/dist/x.js")), null);
});

test("a form that is sent without the script goes to the server untouched", () => {
  const { worker } = open();
  const headers = new Headers();
  const request = { url: `${ORIGIN}/commands/comment`, method: "POST", mode: "navigate", headers };
  assert.equal(worker.respond(request), null);
});
