/** The ceremonies' script, without a browser: what is asked when, and what ends a wait. */

import assert from "node:assert/strict";
import { afterEach, beforeEach, mock, test } from "node:test";

import { createAsking, Problem } from "../../static/js/passkeys/asking.js";
import { createAutofill } from "../../static/js/passkeys/autofill.js";
import { createCeremonies } from "../../static/js/passkeys/ceremonies.js";

const MINUTES = 60_000;
let page;

beforeEach(() => {
  mock.timers.enable({ apis: ["setTimeout", "Date"] });
  page = { visibilityState: "visible", listeners: [] };
  page.addEventListener = (_type, listener) => page.listeners.push(listener);
  globalThis.document = page;
});

afterEach(() => {
  mock.timers.reset();
  delete globalThis.document;
});

/** A field that waits: `asked` counts its challenges, `choose` picks a passkey, `ended` its ends. */
function waitingField() {
  const seen = { asked: 0, ended: 0, chosen: [] };
  const autofill = createAutofill({
    options: async () => {
      seen.asked += 1;
      return { challenge: seen.asked };
    },
    device: {
      canAutofill: async () => true,
      get: (request, { signal }) =>
        new Promise((resolve, reject) => {
          seen.choose = () => resolve({ signed: request.challenge });
          signal.addEventListener("abort", () => {
            seen.ended += 1;
            reject(signal.reason);
          });
        }),
    },
    chosen: (credential, options) => seen.chosen.push([credential.signed, options.challenge]),
  });
  return { autofill, seen };
}

const settled = () => new Promise((resolve) => setImmediate(resolve));

test("a field asks once, however often the page is brought up to date", async () => {
  const { autofill, seen } = waitingField();
  autofill.start();
  await settled();
  autofill.start();
  await settled();
  assert.deepEqual([seen.asked, seen.ended], [1, 0]);
});

test("its challenge is renewed before it ends", async () => {
  const { autofill, seen } = waitingField();
  autofill.start();
  await settled();
  mock.timers.tick(4 * MINUTES);
  await settled();
  assert.deepEqual([seen.asked, seen.ended], [2, 1]);
  seen.choose();
  await settled();
  assert.deepEqual(seen.chosen, [[2, 2]]);
});

test("a tab that was away asks anew when it is looked at, and not before", async () => {
  const { autofill, seen } = waitingField();
  autofill.start();
  await settled();
  page.visibilityState = "hidden";
  mock.timers.tick(10 * MINUTES);
  await settled();
  assert.equal(seen.asked, 1);
  page.visibilityState = "visible";
  page.listeners.forEach((listener) => listener());
  await settled();
  assert.equal(seen.asked, 2);
});

test("the button ends the wait, and it can begin again", async () => {
  const { autofill, seen } = waitingField();
  autofill.start();
  await settled();
  autofill.stop();
  await settled();
  assert.deepEqual([seen.ended, seen.chosen], [1, []]);
  autofill.start();
  await settled();
  assert.equal(seen.asked, 2);
});

/** A server that wants a fresh proof for what is not `verify`, until there is one. */
function strictServer() {
  const log = [];
  let isFresh = false;
  const asking = {
    options: async (purpose) => {
      log.push(`options ${purpose}`);
      if (purpose !== "verify" && !isFresh) throw new Problem({ code: "verify_first" });
      return {};
    },
    answer: async (purpose) => {
      log.push(`answer ${purpose}`);
      if (purpose === "verify") isFresh = true;
      return {};
    },
  };
  const device = { create: async () => log.push("make"), get: async () => log.push("sign") };
  return { ceremonies: createCeremonies({ asking, device }), log };
}

test("where the server wants a proof first, it is given and the rest follows", async () => {
  const { ceremonies, log } = strictServer();
  const told = [];
  await ceremonies.run("add", {}, (code) => told.push(code));
  assert.deepEqual(log, [
    "options add",
    "options verify",
    "sign",
    "answer verify",
    "options add",
    "make",
    "answer add",
  ]);
  assert.deepEqual(told, ["verify_first", "asking", "asking"]);
});

test("the server hears that something could not be sent before", async () => {
  const sent = [];
  const post = async (path, body) => {
    sent.push(body.waits);
    return { status: 200, body: { options: {} } };
  };
  const undisturbed = (work) => work();
  const asking = createAsking({ post, begins: undisturbed, undisturbed });
  const device = { get: async () => ({}) };
  const { run, answered } = createCeremonies({ asking, device });
  await run("sign_in", {}, () => {}, true);
  await answered("sign_in", {}, {}, true);
  await run("verify", {}, () => {});
  assert.deepEqual(sent, [undefined, true, true, undefined, false]);
});

test("a proof that is refused ends it", async () => {
  const cancelled = new Error("cancelled");
  const { run } = createCeremonies({
    asking: {
      options: async (purpose) => {
        if (purpose === "add") throw new Problem({ code: "verify_first" });
      },
    },
    device: { get: () => Promise.reject(cancelled) },
  });
  await assert.rejects(run("add", {}, () => {}), cancelled);
});
