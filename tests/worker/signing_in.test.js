/** What a page does before and after a ceremony. */

import assert from "node:assert/strict";
import { test } from "node:test";

import { createAsking } from "../../static/js/passkeys/asking.js";
import { tookAlong } from "../../static/js/passkeys/took_along.js";
import { createSigningIn } from "../../static/js/signing_in.js";
import { Phone } from "./helpers/phone.js";
import { dark, Town } from "./helpers/town.js";

const GARDEN = "01890000-0000-7000-8000-000000000001";
const AYSE = "01890000-0000-7000-8000-00000000a75e";
const BERND = "01890000-0000-7000-8000-00000000be4d";
const NOWHERE = "01890000-0000-7000-8000-000000000002";

async function page({ locks, phoneLocks } = {}) {
  const town = new Town();
  town.project(GARDEN);
  const phone = new Phone(town, { locks: phoneLocks });
  const heard = [];
  const ask = async (message) => {
    heard.push(message);
    return phone.syncs();
  };
  const signing = createSigningIn({ db: phone.db, ask, post: phone.post, locks });
  await phone.syncs();
  const signsIn = async (actor) => {
    await signing.begins(async () => ({ actor }));
    await signing.signedIn();
  };
  return { town, phone, heard, signsIn, ...signing };
}

const setting = ({ db }, name) =>
  db.transaction(["settings"], "readonly", async ({ settings }) => (await settings.get(name))?.value);

test("before an account is made, the guest is one that the server knows, and all has gone out", async () => {
  const { phone, beforeCeremony } = await page();
  await phone.comments(GARDEN, "Als Gast");
  const [{ actor }] = await phone.outbox();
  assert.equal(await beforeCeremony(), true);
  assert.equal(phone.actor, actor);
  assert.deepEqual(await phone.statuses(), ["settled"]);
});

test("a guest whose cookie was lost is had back before", async () => {
  const { phone, beforeCeremony } = await page();
  await phone.comments(GARDEN, "Als Gast");
  await phone.syncs();
  const guest = phone.actor;
  phone.actor = "";
  assert.equal(await beforeCeremony(), true);
  assert.equal(phone.actor, guest);
});

test("who is nobody is made nobody else", async () => {
  const { town, phone, beforeCeremony } = await page();
  assert.equal(await beforeCeremony(), true);
  assert.equal(phone.actor, "");
  assert.equal(town.requests.some(({ path }) => path === "/session/guest"), false);
});

test("without a network it says that something waits", async () => {
  const { town, phone, beforeCeremony } = await page();
  await phone.comments(GARDEN, "Als Gast");
  town.troubles = [dark, dark, dark];
  assert.equal(await beforeCeremony(), false);
  assert.deepEqual(await phone.statuses(), ["waiting"]);
});

test("what was refused keeps nobody from making an account", async () => {
  const { phone, beforeCeremony } = await page();
  await phone.comments(NOWHERE, "Ins Leere");
  assert.equal(await beforeCeremony(), true);
  assert.deepEqual(await phone.statuses(), ["rejected"]);
});

test("who writes after a guest was taken along is another one", async () => {
  const { town, phone, signsIn } = await page();
  await phone.comments(GARDEN, "Als Gast");
  await phone.syncs();
  const guest = phone.actor;
  phone.cookie = town.signsIn(AYSE, "Ayşe");
  await signsIn(AYSE);
  town.takesAlong(guest, AYSE);
  await tookAlong(phone.db, guest);
  assert.equal((await phone.replica.snapshot([])).commands.length, 1);
  await phone.signsOut();
  const id = await phone.comments(GARDEN, "Jemand Neues");
  await phone.syncs();
  const { author } = town.body(`project:${GARDEN}`, `comment:${id}`);
  assert.equal([guest, AYSE].includes(author), false);
  phone.cookie = town.signsIn(AYSE, "Ayşe");
  await signsIn(AYSE);
  assert.equal(town.body(`project:${GARDEN}`, `comment:${id}`).author, author);
});

test("afterwards the device is the account's, and every page hears of it", async () => {
  const { town, phone, heard, signsIn } = await page();
  phone.cookie = town.signsIn(AYSE, "Ayşe");
  await signsIn(AYSE);
  assert.deepEqual(heard, [{ type: "flush", asks: true, person: true }]);
  assert.equal(await setting(phone, "me"), AYSE);
  assert.equal((await phone.holds(`me:${AYSE}`))[`me:${AYSE}`].name, "Ayşe");
});

test("a guest who becomes an account keeps drafts and contributions, and loses the secret", async () => {
  const { town, phone, signsIn } = await page();
  await phone.comments(GARDEN, "Als Gast");
  await phone.syncs();
  const guest = phone.actor;
  await phone.db.transaction(["drafts"], "readwrite", ({ drafts }) =>
    drafts.put({ key: " form", form: "form", actor: "", fields: { body: "Halb" } }),
  );
  phone.cookie = town.signsIn(guest, "Ayşe");
  await signsIn(guest);
  await phone.comments(GARDEN, "Als Konto");
  await phone.syncs();
  assert.deepEqual(await phone.statuses(), ["settled", "settled"]);
  const [identity] = (await phone.replica.plan()).identities;
  assert.deepEqual([identity.actor, identity.closed], [guest, true]);
  const drafts = await phone.db.transaction(["drafts"], "readonly", (stores) => stores.drafts.getAll());
  assert.deepEqual(drafts.map(({ key, actor }) => [key, actor]), [[`${guest} form`, guest]]);
});

test("after an account is deleted nobody is signed in", async () => {
  const { town, phone, signsIn, signedOut } = await page();
  phone.cookie = town.signsIn(AYSE, "Ayşe");
  await signsIn(AYSE);
  town.sessions.clear();
  await signedOut();
  assert.equal(await setting(phone, "me"), undefined);
  assert.equal(await phone.holds(`me:${AYSE}`), undefined);
});

test("nothing synchronises during a ceremony, where the browser has locks", async () => {
  const asked = [];
  const locks = { request: (name, work) => asked.push(name) && work() };
  const { undisturbed } = await page({ locks });
  assert.equal(await undisturbed(async () => 1), 1);
  assert.deepEqual(asked, ["kokommune-sync"]);
  assert.equal(await (await page()).undisturbed(async () => 2), 2);
});

test("a session that begins while a sign-out is still to be told is not ended by it", async () => {
  const locks = { request: queue() };
  const { town, phone, ...signing } = await page({ locks, phoneLocks: locks });
  phone.cookie = town.signsIn(BERND, "Bernd");
  await signing.signsIn(BERND);
  phone.offline = true;
  await phone.signsOut();
  phone.offline = false;
  const runs = [];
  const post = async (path, body) => {
    const answer = phone.post(path, { ...body, account: AYSE });
    // It says "online", and the worker waits for its turn.
    runs.push(phone.syncs());
    return answer;
  };
  await createAsking({ post, ...signing }).answer("sign_in", {});
  // The page takes its time.
  await Promise.all(runs);
  await signing.signedIn();
  assert.equal(phone.actor, AYSE);
  assert.equal(await setting(phone, "signing_out"), undefined);
});

/** Web Locks' `request` for one name. */
function queue() {
  let last = Promise.resolve();
  return (_, work) => {
    last = last.then(work);
    return last;
  };
}
