import assert from "node:assert/strict";
import { test } from "node:test";

import { adopt, author, guestId, newIdentity } from "../../service_worker/identity.js";
import { Phone } from "./helpers/phone.js";
import { Town } from "./helpers/town.js";

test("a guest's id is derived as on the server", async () => {
  const secret = Uint8Array.from({ length: 16 }, (_, at) => at);
  assert.equal(await guestId(secret), "6946e6c5-7b3b-887a-9117-b610094b9c44");
});

test("the first author is a new guest, and stays it", async () => {
  const { db } = new Phone(new Town());
  const [first, second] = await Promise.all([author(db), author(db)]);
  assert.equal(first, second);
});

test("who was a guest before there was a worker goes on as the same", async () => {
  const { db } = new Phone(new Town());
  const before = await newIdentity();
  await adopt(db, [before]);
  assert.equal(await author(db), before.actor);
});

test("a guest who has been taken along stays it when a page hands them over once more", async () => {
  const { db } = new Phone(new Town());
  const before = await newIdentity();
  await adopt(db, [before]);
  const taken = { ...before, closed: true, account: "ayse" };
  const people = (mode, work) =>
    db.transaction(["identities"], mode, ({ identities }) => work(identities));
  await people("readwrite", (identities) => identities.put(taken));
  await adopt(db, [before]);
  assert.deepEqual(await people("readonly", (identities) => identities.getAll()), [taken]);
});
