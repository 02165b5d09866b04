/** People sign in and out on one phone with a full outbox: whatever is lost on the way, once. */

import assert from "node:assert/strict";
import { test } from "node:test";

import { isLeaving, signOut } from "../../service_worker/signing_out.js";
import { NoAnswer } from "../../service_worker/wire.js";
import { Phone } from "./helpers/phone.js";
import { dark, lost, Town } from "./helpers/town.js";

const GARDEN = "01890000-0000-7000-8000-000000000001";
const SCOPE = `project:${GARDEN}`;
const AYSE = "01890000-0000-7000-8000-00000000a75e";
const BERND = "01890000-0000-7000-8000-0000000be21d";
const TRIES = 3;

/** As people do: once more, until there is an answer. */
async function until(work) {
  for (let time = 0; time < TRIES; time += 1) {
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof NoAnswer)) throw error;
    }
  }
  return assert.fail("there never was an answer");
}

/** Everything that can happen to whose phone it is; what is written is signed by its author. */
const JOURNEYS = {
  async "the account changes with a full outbox"({ phone, says }) {
    await until(() => phone.signsIn(AYSE));
    for (const n of [1, 2, 3]) await says(`Ayşe ${n}`, AYSE);
    await phone.signsOut();
    await until(() => phone.signsIn(BERND));
    await says("Bernd", BERND);
    await phone.syncs();
    await until(() => phone.signsIn(AYSE));
    await says("Ayşe 4", AYSE);
    await phone.syncs();
  },
  async "a guest writes between two accounts"({ phone, says }) {
    await until(() => phone.signsIn(AYSE));
    await says("Ayşe", AYSE);
    await phone.syncs();
    await signOut(phone.db);
    await says("Gast");
    await phone.syncs();
    await until(() => phone.signsIn(BERND));
    await says("Bernd", BERND);
    await phone.signsOut();
    await says("Noch einmal Gast");
    await phone.syncs();
  },
  async "a session runs out with a full outbox"({ town, phone, says }) {
    await until(() => phone.signsIn(AYSE));
    await says("Vorher", AYSE);
    await phone.syncs();
    town.expires(AYSE);
    for (const n of [1, 2, 3]) await says(`Nachher ${n}`, AYSE);
    await phone.syncs();
    await until(() => phone.signsIn(AYSE));
    await says("Wieder da", AYSE);
  },
  async "who has signed out signs in again before the server knows"({ phone, says }) {
    await until(() => phone.signsIn(AYSE));
    await says("Eins", AYSE);
    await signOut(phone.db);
    await until(() => phone.signsIn(AYSE));
    await says("Zwei", AYSE);
    await phone.syncs();
    assert.equal(await isLeaving(phone.db), false);
  },
  async "an account takes a guest along who has written since"({ town, phone, says }) {
    await says("Gast, gesendet", AYSE);
    await phone.syncs();
    phone.offline = true;
    await says("Gast, wartet", AYSE);
    const guest = (await phone.outbox())[0].actor;
    phone.offline = false;
    await until(() => phone.signsIn(AYSE));
    town.takesAlong(guest, AYSE);
    await says("Ayşe", AYSE);
    await phone.syncs();
  },
};

/** A journey, with this trouble for its request number `at`, until whoever waits has come back. */
async function travels(journey, { at = Infinity, trouble = dark }) {
  const town = new Town();
  town.project(GARDEN);
  let number = 0;
  const answer = town.fetchFor.bind(town);
  town.fetchFor = (phone) => (...request) => {
    number += 1;
    if (number === at) town.troubles = [trouble];
    return answer(phone)(...request);
  };
  const phone = new Phone(town);
  phone.thrifty = true;
  const expected = new Map();
  const says = async (text, author = "") => {
    expected.set(await phone.comments(GARDEN, text), { text, author });
  };
  await journey({ town, phone, says });
  const accounts = new Set([...expected.values()].map(({ author }) => author).filter(Boolean));
  for (const account of accounts) {
    await until(() => phone.signsIn(account));
    await settles(phone);
  }
  await phone.signsOut();
  await settles(phone);
  return { town, phone, expected, requests: number };
}

async function settles(phone) {
  for (let time = 0; time < TRIES; time += 1) {
    await phone.syncs();
    if ((await phone.statuses()).every((status) => status === "settled")) return;
  }
}

/** Nothing lost, nothing doubled, nothing under another name, nothing left. */
async function check({ town, phone, expected }, where) {
  const comments = [...town.scopes.get(SCOPE)].filter(([key]) => key.startsWith("comment:"));
  assert.equal(comments.length, expected.size, where);
  for (const [id, { text, author }] of expected) {
    const comment = town.body(SCOPE, `comment:${id}`);
    assert.equal(comment?.text, text, where);
    const writer = town.merged.get(comment.author) ?? comment.author;
    if (author) assert.equal(writer, author, `${where}: ${text}`);
    else assert.ok(![AYSE, BERND].includes(writer), `${where}: ${text}`);
  }
  assert.deepEqual(new Set(await phone.statuses()), new Set(["settled"]), where);
  assert.equal(town.body(SCOPE, SCOPE).comments, expected.size, where);
}

for (const [name, journey] of Object.entries(JOURNEYS)) {
  test(`${name}, with each request and each answer lost`, async () => {
    const { requests, ...calm } = await travels(journey, {});
    await check(calm, "undisturbed");
    for (const [kind, trouble] of Object.entries({ dark, lost })) {
      for (let at = 1; at <= requests; at += 1) {
        await check(await travels(journey, { at, trouble }), `${kind} ${at}`);
      }
    }
  });
}
