/** Of KERN's values those stay that something reads. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { withoutUnused } from "../../bin/frontend/unused.js";

const CSS = `:root {
  --kern-blue: #00f;
  --kern-link: var(--kern-blue);
  --kern-old: var(--kern-older);
  --kern-older: 1px;
  --town-band: green;
}
a { color: var(--kern-link, red); }
`;

test("what is read stays, also by way of another; what only unread ones read goes", () => {
  assert.equal(
    withoutUnused(CSS),
    CSS.replace("  --kern-old: var(--kern-older);\n", "").replace("  --kern-older: 1px;\n", ""),
  );
});

test("what another file reads stays", () => {
  assert.equal(withoutUnused(CSS, ["i { width: var(--kern-old); }"]), CSS);
});

test("layers that no page has go, and what only they read", () => {
  const layers = ".kern-level-1 {\n  --kern-link: var(--kern-old);\n}\n.kern-level-2 {\n  --kern-blue: #00e;\n}\n";
  assert.equal(withoutUnused(CSS + layers), withoutUnused(CSS));
  assert.equal(withoutUnused(CSS, [layers]), withoutUnused(CSS));
});
