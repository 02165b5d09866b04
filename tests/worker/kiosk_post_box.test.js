import assert from "node:assert/strict";
import { test } from "node:test";

import { NoAnswer } from "../../service_worker/wire.js";
import { NotEnrolled } from "../../static/js/kiosk/post_box.js";
import { all, answered, envelope, holding, idsOf, posting, stored } from "./helpers/sealed.js";

test("the post box lets go of what is decided, and of nothing else", async () => {
  const statuses = ["applied", "waitlisted", "duplicate", "rejected", "retry", "blocked", "conflict", "unreadable"];
  const { store } = await holding(...statuses);
  const results = (({ envelopes }) => answered(...envelopes.map(({ id }) => ({ id, status: id }))));
  const { told, asked, send } = posting(store, results);
  assert.equal(await send(), true);
  const left = (await store.all()).map(({ envelope: { id }, status }) => [id, status]);
  const later = [["retry", ""], ["blocked", ""]];
  assert.deepEqual(left, [...later, ["conflict", "conflict"], ["unreadable", "unreadable"]]);
  const decided = ["applied", "waitlisted", "duplicate", "rejected"];
  assert.deepEqual(told[0].outcomes.map(({ id }) => id), decided);
  assert.deepEqual(told[0].clock, { epoch: "e1", as_of: 7 });
  await send();
  assert.deepEqual(asked[1], ["retry", "blocked"]);
});

test("an answer that leaves one out has not decided on it", async () => {
  const { store } = await holding("a", "b");
  const { send } = posting(store, () => answered({ id: "b", status: "applied" }));
  assert.equal(await send(), false);
  assert.deepEqual(idsOf(await store.all()), ["a"]);
});

test("without an answer everything stays in its order", async () => {
  for (const answer of [
    () => Promise.reject(new NoAnswer("dark")),
    () => ({ status: 429, body: {} }),
    () => ({ status: 404, body: {} }),
  ]) {
    const { store } = await holding("a", "b");
    await assert.rejects(posting(store, answer).send(), NoAnswer);
    assert.deepEqual(idsOf(await store.all()), ["a", "b"]);
    assert.deepEqual(await store.sent(), []);
  }
});

test("a tablet that is no kiosk any more keeps all that waits", async () => {
  for (const status of [401, 403]) {
    const { store } = await holding("a");
    await assert.rejects(posting(store, () => ({ status, body: {} })).send(), NotEnrolled);
    assert.deepEqual(idsOf(await store.all()), ["a"]);
  }
});

test("as many go at once as fit, in their order, and each answer is heard at once", async () => {
  const ids = Array.from({ length: 51 }, (_, n) => `n${n}`);
  const { store } = await holding(...ids);
  const { asked, told, send } = posting(store, all("applied"), () => Promise.reject(new NoAnswer("dark")));
  await assert.rejects(send(), NoAnswer);
  assert.deepEqual(asked, [ids.slice(0, 50), ["n50"]]);
  assert.equal(told.length, 1);
  assert.deepEqual(idsOf(await store.all()), ["n50"]);
  const large = stored();
  for (const id of ["a", "b", "c"]) await large.store.put(envelope(id, 100 * 1024), "");
  const sizes = posting(large.store, all("applied"));
  await sizes.send();
  assert.deepEqual(sizes.asked, [["a", "b"], ["c"]]);
});

test("what the server does not take keeps none of the others back", async () => {
  for (const status of [400, 413]) {
    const { store } = await holding("a", "broken", "b");
    const isBroken = ({ envelopes }) => envelopes.some(({ id }) => id === "broken");
    const answer = (body) => (isBroken(body) ? { status, body: {} } : all("applied")(body));
    const { asked, send } = posting(store, answer);
    await send();
    assert.deepEqual(asked, [["a", "broken", "b"], ["a"], ["broken"], ["b"]]);
    assert.deepEqual((await store.all()).map(({ status: why }) => why), ["unreadable"]);
    await send();
    assert.equal(asked.length, 4);
  }
});
