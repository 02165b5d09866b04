import assert from "node:assert/strict";
import { test } from "node:test";

import { BreakablePhone } from "./phone.js";

/** `phone`'s worker gets to its database when a page has tried to open it. */
function comesLast(phone) {
  const { indexedDB: { open }, db: { transaction } } = phone;
  const tried = new Promise((resolve) => {
    phone.indexedDB.open = (name, ...version) => {
      const request = open.call(phone.indexedDB, name, ...version);
      if (!version.length) request.addEventListener("success", resolve);
      return request;
    };
  });
  phone.db.transaction = async (...asked) => {
    await tried;
    return transaction(...asked);
  };
}

test("two tabs of a new phone write at once, also where the second is faster", async () => {
  const phone = new BreakablePhone(() => new Promise(() => {}), 1);
  comesLast(phone);
  const commands = [1, 2].map((number) => (
    { id: `command-${number}`, name: "comment", noun: "comment", args: { body: "Hallo" } }));
  const [one, other] = await phone.addsAtOnce(commands);
  assert.equal(one, other);
  assert.deepEqual(await phone.statuses(), ["waiting", "waiting"]);
});
