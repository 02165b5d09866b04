import assert from "node:assert/strict";
import { test } from "node:test";

import { NoAnswer } from "../../service_worker/wire.js";
import { createInvitation } from "../../static/js/invitation.js";

/** A tab at /account that was opened by a link; `answers` in their order. */
function tab(answers, hash = "#invitation=abc-_1") {
  const kept = new Map();
  const sent = [];
  const lines = ["waiting", "done", "wrong", "no_answer"].map((said) => ({
    dataset: { said },
    hidden: true,
  }));
  const box = { hidden: true, children: lines };
  const location = { hash, pathname: "/account", search: "" };
  const page = { kept, sent, location, redeemed: 0 };
  const invitation = createInvitation({
    async post(path, body) {
      sent.push([path, body.token]);
      const status = answers.shift();
      if (!status) throw new NoAnswer("dark");
      return { status, body: {} };
    },
    NoAnswer,
    storage: {
      getItem: (key) => kept.get(key) ?? null,
      setItem: (key, value) => kept.set(key, value),
      removeItem: (key) => kept.delete(key),
    },
    location,
    history: { state: null, replaceState: () => (location.hash = "") },
    document: { getElementById: () => box },
    redeemed: () => page.redeemed++,
  });
  const told = () => (box.hidden ? "" : lines.filter((line) => !line.hidden)[0].dataset.said);
  return Object.assign(page, { told, invitation });
}

test("a link waits for an account, then it is redeemed once", async () => {
  const page = tab([401, 401, 200]);
  await page.invitation();
  assert.equal(page.told(), "waiting");
  assert.equal(page.location.hash, "");
  await page.invitation();
  await page.invitation();
  assert.deepEqual([page.told(), page.redeemed], ["done", 1]);
  await page.invitation();
  assert.equal(page.told(), "done");
  assert.deepEqual(page.sent, Array(3).fill(["/account/invitation", "abc-_1"]));
  assert.equal(page.kept.size, 0);
});

test("a link that is over is forgotten", async () => {
  const page = tab([422]);
  await page.invitation();
  await page.invitation();
  assert.deepEqual([page.told(), page.sent.length, page.kept.size], ["wrong", 1, 0]);
});

test("without a network it is kept", async () => {
  const page = tab([0, 500, 200]);
  await page.invitation();
  assert.deepEqual([page.told(), page.kept.size], ["no_answer", 1]);
  await page.invitation();
  assert.equal(page.told(), "no_answer");
  await page.invitation();
  assert.equal(page.told(), "done");
});

test("without a link nothing is asked", async () => {
  const page = tab([], "#languages");
  await page.invitation();
  assert.deepEqual([page.told(), page.sent.length, page.location.hash], ["", 0, "#languages"]);
});
