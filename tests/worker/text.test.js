import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";

import { folded, strip } from "../../service_worker/text.js";

const CASES = JSON.parse(readFileSync(new URL("../folding.json", import.meta.url), "utf8"));

for (const [text, expected] of CASES) {
  test(`${JSON.stringify(text)} folds as on the server`, () => {
    assert.equal(folded(text), expected);
  });
}

test("white space at the ends is what Python takes for it", () => {
  assert.equal(strip("\x85\u2003 Zwei  Worte\x1c\n"), "Zwei  Worte");
  assert.equal(strip("\ufeffWort"), "\ufeffWort");
});
