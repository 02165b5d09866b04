import assert from "node:assert/strict";
import { test } from "node:test";

import { codeIn } from "../../static/js/camera/code.js";
import { troubleOf } from "../../static/js/camera/trouble.js";

const HERE = "https://mitmachen.example.org";
const CODE = "7KQM-2X9D-0AB1";

test("a code is read from the link of this site, or alone", () => {
  const read = (text) => codeIn(text, HERE);
  assert.equal(read(`${HERE}/kiosk#code=${CODE}`), CODE);
  assert.equal(read(`${HERE}/kiosk#code=7kqm2x9d0ab1`), "7kqm2x9d0ab1");
  assert.equal(read(CODE), CODE);
  assert.equal(read(" 7KQM2X9D0AB1\n"), "7KQM2X9D0AB1");
});

test("nothing else is a code", () => {
  const others = [
    "",
    "hallo",
    "https://example.org",
    `https://example.org/kiosk#code=${CODE}`,
    `http://mitmachen.example.org/kiosk#code=${CODE}`,
    `${HERE}.example.org/kiosk#code=${CODE}`,
    `${HERE}/pair#code=${CODE}`,
    `${HERE}/ticket#code=${CODE}`,
    `${HERE}/kiosk/#code=${CODE}`,
    `${HERE}/kiosk?code=${CODE}`,
    `${HERE}/kiosk`,
    `${HERE}/kiosk#code=${CODE}-0AB1`,
    `${HERE}/kiosk#code=${CODE.slice(1)}`,
    `${HERE}/kiosk#code=${CODE}&x=1`,
    `${CODE}0`,
    CODE.replace("K", "U"),
    "javascript:alert(1)",
    "WIFI:T:WPA;S:foyer;P:geheim;;",
  ];
  for (const text of others) assert.equal(codeIn(text, HERE), "", text);
});

test("why there is no picture is said in a word", () => {
  const named = (name) => troubleOf(Object.assign(new Error("x"), { name }));
  assert.equal(named("NotAllowedError"), "refused");
  assert.equal(named("NotFoundError"), "none");
  assert.equal(named("NotReadableError"), "busy");
  assert.equal(named("AbortError"), "busy");
  assert.equal(named("TypeError"), "failed");
});
