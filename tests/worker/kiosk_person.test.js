import assert from "node:assert/strict";
import { test } from "node:test";

import { createPerson } from "../../static/js/kiosk/person.js";
import { comment } from "./helpers/sealed.js";

const CLOCK = { epoch: "e1", as_of: 7 };

test("a session ends by itself, and with it what was done in it", async () => {
  let now = 0;
  const person = createPerson({ now: () => now });
  assert.deepEqual(person.headers(), {});
  assert.equal(person.hasTicket(), false);
  const { actor } = await person.visit();
  person.note(person.wrote(comment("a"), actor));
  person.signIn({ token: "t", actor: "ayse", name: "Ayşe", expires_in: 600 });
  assert.deepEqual(person.headers(), { "Kokommune-Kiosk-Session": "t" });
  person.note(person.wrote(comment("b"), "ayse"));
  assert.equal(person.seen("de").actor, "ayse");
  now = 600_000;
  assert.equal(person.signedIn(), null);
  assert.deepEqual(person.headers(), {});
  person.signOut();
  const { actor: seen, name, commands } = person.seen("de");
  assert.deepEqual([seen, name, commands.map(({ id }) => id)], [actor, "", ["a"]]);
  assert.equal(person.ticket().length, 12);
});

test("what a visit wrote is built on what it names, and becomes what the server says", async () => {
  const person = createPerson({ now: () => 0 });
  const { actor } = await person.visit();
  const first = person.wrote(comment("a"), actor);
  person.note(first);
  person.note(person.wrote({ ...comment("b"), args: { on: "a", body: "x" } }, actor));
  person.note(person.wrote(comment("c"), actor));
  assert.deepEqual(person.seen("").commands.map(({ depends_on }) => depends_on), [[], ["a"], []]);
  assert.equal(person.isWaiting(), true);
  assert.equal(person.answered({ id: "a", status: "applied" }, CLOCK).reached, 7);
  assert.equal(person.answered({ id: "b", status: "waitlisted" }, CLOCK).code, "waitlisted");
  assert.equal(person.answered({ id: "c", status: "rejected" }, CLOCK).id, "c");
  assert.equal(person.answered({ id: "somebody else's", status: "applied" }, CLOCK), null);
  assert.deepEqual(person.seen("").commands.map(({ status }) => status), ["acknowledged", "acknowledged"]);
  assert.equal(person.isWaiting(), false);
});

test("what a restored town has forgotten waits until it was brought again", async () => {
  const person = createPerson({ now: () => 0 });
  const { actor } = await person.visit();
  const told = () => person.seen("").commands.map(({ status }) => status);
  person.heard("e1");
  for (const id of ["a", "b"]) person.note(person.wrote(comment(id), actor));
  person.answered({ id: "a", status: "applied" }, CLOCK);
  person.answered({ id: "b", status: "applied" }, { epoch: "e2", as_of: 3 });
  person.heard("e1");
  person.heard("e2");
  assert.deepEqual(told(), ["waiting", "acknowledged"]);
  assert.equal(person.answered({ id: "a", status: "applied" }, { epoch: "e2", as_of: 9 }).reached, 9);
  person.heard("e2");
  assert.deepEqual(told(), ["acknowledged", "acknowledged"]);
});

test("what somebody sent in their own name nobody brings again", () => {
  const person = createPerson({ now: () => 0 });
  person.signIn({ token: "t", actor: "ayse", name: "Ayşe", expires_in: 600 });
  const written = person.wrote(comment("a"), "ayse");
  person.note({ ...written, status: "acknowledged", ...person.reached(CLOCK) });
  person.heard("e2");
  assert.deepEqual(person.seen("").commands.map(({ status }) => status), ["acknowledged"]);
});

test("what is answered after whoever sent it has gone is not the next one's", async () => {
  const person = createPerson({ now: () => 0 });
  const ids = () => person.seen("").commands.map(({ id }) => id);
  person.signIn({ token: "t", actor: "ayse", name: "Ayşe", expires_in: 600 });
  const own = person.wrote(comment("a"), "ayse");
  person.signOut();
  person.note(own);
  assert.deepEqual(ids(), []);
  const { actor } = await person.visit();
  const sealed = person.wrote(comment("b"), actor);
  person.forget();
  person.note(sealed);
  assert.deepEqual(ids(), []);
});
