/** One phone that several people sign in on. */

import assert from "node:assert/strict";
import { test } from "node:test";

import { pack, takeIn, unpack } from "../../service_worker/parcel.js";
import { signIn } from "../../service_worker/signing_in.js";
import { isLeaving, signOut } from "../../service_worker/signing_out.js";
import { turnOf } from "../../service_worker/turn.js";
import { Phone } from "./helpers/phone.js";
import { dark, lost, Town } from "./helpers/town.js";

const GARDEN = "01890000-0000-7000-8000-000000000001";
const SCOPE = `project:${GARDEN}`;
const AYSE = "01890000-0000-7000-8000-00000000a75e";
const BERND = "01890000-0000-7000-8000-0000000be21d";

async function townAndPhone() {
  const town = new Town();
  town.project(GARDEN);
  const phone = new Phone(town);
  phone.thrifty = true;
  await phone.opens(SCOPE);
  await phone.syncs();
  return { town, phone };
}

const written = ({ town }) =>
  [...town.scopes.get(SCOPE).values()]
    .map(({ body }) => body)
    .filter((body) => body?.text)
    .map(({ text, author }) => `${text} ${author}`)
    .sort();

const turn = ({ db }) =>
  db.transaction(["settings"], "readonly", ({ settings }) => turnOf(settings));

/** As long as the replica is there nothing more fits beside it. */
function fills(phone) {
  const { transaction } = phone.db;
  phone.db.transaction = (names, mode, work) =>
    transaction(names, mode, async (stores) => {
      const isFull = stores.documents && (await stores.documents.count()) > 0;
      if (mode === "readonly" || !stores.settings || !isFull) return work(stores);
      const put = async () => {
        throw new DOMException("full", "QuotaExceededError");
      };
      const { settings } = stores;
      return work({
        ...stores,
        settings: { put, get: (key) => settings.get(key), delete: (key) => settings.delete(key) },
      });
    });
}

const shown = async ({ replica }) => {
  const { commands, others } = await replica.snapshot([]);
  return { texts: commands.map(({ args }) => args.body), others: others.count };
};

test("who is signed in comes together with what is theirs, never before it", async () => {
  const town = new Town();
  town.project(GARDEN);
  const phone = new Phone(town);
  phone.cookie = town.signsIn(AYSE, "Ayşe");
  town.troubles = [(handle) => handle(), dark];
  assert.equal((await phone.syncs()).ok, false);
  assert.equal(await phone.holds("public"), undefined);
  await phone.syncs();
  assert.ok(await phone.holds(`me:${AYSE}`));
  const [first, again, own] = town.requests;
  assert.deepEqual([first, again].map(({ body }) => body.want[0]), ["public", "public"]);
  assert.deepEqual(own.body.want, [`me:${AYSE}`]);
});

test("signing out without a network takes what is mine, and nobody brings it back", async () => {
  const { town, phone } = await townAndPhone();
  await phone.signsIn(AYSE);
  assert.ok(await phone.holds(`me:${AYSE}`));
  phone.offline = true;
  await phone.signsOut();
  assert.equal((await phone.replica.snapshot([])).me, "");
  assert.equal(await phone.holds(`me:${AYSE}`), undefined);
  assert.equal(await isLeaving(phone.db), true);
  const asked = town.requests.length;
  phone.offline = false;
  await phone.syncs();
  assert.equal(town.requests[asked].path, "/session/end");
  assert.equal(await isLeaving(phone.db), false);
  assert.equal((await phone.replica.snapshot([])).me, "");
  assert.equal(town.sessions.size, 0);
});

test("signing out needs no room", async () => {
  const { phone } = await townAndPhone();
  await phone.signsIn(AYSE);
  fills(phone);
  await signOut(phone.db);
  assert.equal((await phone.replica.snapshot([])).me, "");
  assert.equal(await phone.holds(`me:${AYSE}`), undefined);
  assert.equal(await isLeaving(phone.db), true);
});

test("signing in needs no room", async () => {
  const { phone } = await townAndPhone();
  await phone.signsIn(AYSE);
  const before = await turn(phone);
  fills(phone);
  await signIn(phone.db, BERND);
  assert.equal((await phone.replica.snapshot([])).me, BERND);
  assert.equal(await phone.holds(`me:${AYSE}`), undefined);
  assert.notEqual(await turn(phone), before);
});

test("where a pull says that somebody else is signed in, their turn begins", async () => {
  const { town, phone } = await townAndPhone();
  await phone.signsIn(AYSE);
  await phone.syncs();
  const before = await turn(phone);
  phone.cookie = town.signsIn(BERND, "Bernd");
  phone.told = [];
  await phone.syncs();
  assert.equal((await phone.replica.snapshot([])).me, BERND);
  assert.equal(await turn(phone), before + 1);
  assert.ok(phone.told.some(({ scopes }) => scopes.includes("me:")));
  await phone.syncs();
  assert.equal(await turn(phone), before + 1);
});

test("an answer to who was here before changes nothing", async () => {
  for (const change of [(db) => signOut(db), (db) => signIn(db, BERND)]) {
    const { town, phone } = await townAndPhone();
    await phone.signsIn(AYSE);
    const id = await phone.comments(GARDEN, "Auf dem Weg");
    town.troubles = [
      async (handle) => {
        const response = await handle();
        await change(phone.db);
        return response;
      },
    ];
    assert.equal((await phone.syncs()).ok, false);
    const { me } = await phone.replica.snapshot([]);
    assert.notEqual(me, AYSE);
    assert.equal(await phone.holds(`me:${AYSE}`), undefined);
    await phone.signsIn(AYSE);
    assert.equal((await phone.outbox()).find((one) => one.id === id).status, "settled");
    assert.equal(town.body(SCOPE, SCOPE).comments, 1);
  }
});

test("of what another has written only the number is seen, and since when", async () => {
  const { phone } = await townAndPhone();
  await phone.signsIn(AYSE);
  phone.offline = true;
  await phone.comments(GARDEN, "Von Ayşe");
  await phone.signsOut();
  assert.deepEqual(await shown(phone), { texts: [], others: 1 });
  await phone.comments(GARDEN, "Von einem Gast");
  assert.deepEqual(await shown(phone), { texts: ["Von einem Gast"], others: 1 });
  phone.offline = false;
  await phone.signsIn(BERND);
  await phone.comments(GARDEN, "Von Bernd");
  assert.deepEqual(await shown(phone), { texts: ["Von Bernd"], others: 2 });
  const { others } = await phone.replica.snapshot([]);
  assert.equal(others.since, "2026-03-14T12:00:00.000Z");
});

test("nobody hears what became of another's contribution", async () => {
  const { phone } = await townAndPhone();
  await phone.signsIn(AYSE);
  phone.offline = true;
  await phone.comments(GARDEN, "Von Ayşe");
  await phone.signsOut();
  phone.offline = false;
  phone.told.length = 0;
  await phone.signsIn(BERND);
  assert.deepEqual(phone.told.flatMap(({ outcomes }) => outcomes), []);
  assert.ok(phone.told.some(({ scopes }) => scopes.includes("outbox")));
  await phone.signsIn(AYSE);
  const said = phone.told.flatMap(({ outcomes }) => outcomes.map(({ status }) => status));
  assert.deepEqual(said, ["settled"]);
});

test("while a session is over its reader stays, and is told to sign in", async () => {
  const { town, phone } = await townAndPhone();
  await phone.signsIn(AYSE);
  town.expires(AYSE);
  await phone.comments(GARDEN, "Wartet");
  await phone.syncs();
  const { me, signed_out, commands } = await phone.replica.snapshot([]);
  assert.deepEqual([me, signed_out, commands[0].status], [AYSE, true, "needs_login"]);
  await phone.signsIn(AYSE);
  assert.equal((await phone.replica.snapshot([])).signed_out, false);
  assert.deepEqual(await phone.statuses(), ["settled"]);
});

async function waitsForLogin() {
  const { town, phone } = await townAndPhone();
  await phone.signsIn(AYSE);
  town.expires(AYSE);
  const id = await phone.comments(GARDEN, "Wartet");
  await phone.syncs();
  return { town, phone, id };
}

const pass = (handle) => handle();

test("what waited for a login goes out as one, though its author sends it again meanwhile", async () => {
  const { town, phone, id } = await waitsForLogin();
  town.troubles = [pass, lost];
  await phone.signsIn(AYSE);
  assert.deepEqual(await phone.statuses(), ["waiting"]);
  await phone.comments(GARDEN, "Wartet", id);
  await assert.rejects(phone.comments(GARDEN, "Anders", id), /conflict/);
  await phone.discards(id);
  await phone.syncs();
  assert.deepEqual(await phone.statuses(), ["settled"]);
  assert.deepEqual(written({ town }), [`Wartet ${AYSE}`]);
});

test("so it does where the session came without a word of this device", async () => {
  const { town, phone, id } = await waitsForLogin();
  phone.cookie = town.signsIn(AYSE, "Ayşe");
  town.troubles = [pass, lost];
  await phone.syncs();
  assert.deepEqual(await phone.statuses(), ["waiting"]);
  await phone.comments(GARDEN, "Wartet", id);
  await phone.syncs();
  assert.deepEqual(written({ town }), [`Wartet ${AYSE}`]);
});

test("what another phone has sent from a file is sent again under its own id", async () => {
  const known = { comment: { noun: "comment", version: 1 } };
  for (const [text, status] of [["Wartet", "settled"], ["Anders", "conflict"]]) {
    const { town, phone, id } = await waitsForLogin();
    const other = new Phone(town);
    await takeIn(other.db, await unpack((await pack(phone.db, phone.time)).text, known));
    await other.signsIn(AYSE);
    assert.deepEqual(await other.statuses(), ["settled"]);
    await phone.comments(GARDEN, text, id);
    await phone.signsIn(AYSE);
    // Another text is not published beside the first one unasked.
    assert.deepEqual(await phone.statuses(), [status]);
    assert.deepEqual(written({ town }), [`Wartet ${AYSE}`]);
  }
});

test("pages hear once that a session is over, though no document has changed", async () => {
  const { town, phone } = await townAndPhone();
  await phone.signsIn(AYSE);
  await phone.syncs();
  town.expires(AYSE);
  phone.told = [];
  await phone.syncs();
  await phone.syncs();
  assert.deepEqual(phone.told.map(({ scopes }) => scopes), [["me:"]]);
});

test("what a guest wrote is the account's own to see once that took them along", async () => {
  const { town, phone } = await townAndPhone();
  await phone.comments(GARDEN, "Als Gast");
  const guest = (await phone.outbox())[0].actor;
  await phone.signsIn(AYSE);
  assert.deepEqual(await shown(phone), { texts: [], others: 1 });
  town.takesAlong(guest, AYSE);
  for (let time = 0; time < 3; time += 1) await phone.syncs();
  assert.deepEqual(await phone.statuses(), ["settled"]);
  assert.deepEqual(await shown(phone), { texts: ["Als Gast"], others: 0 });
  await phone.signsIn(BERND);
  assert.deepEqual(await shown(phone), { texts: [], others: 0 });
});

test("a guest whom nobody took along is not offered again and again", async () => {
  const { town, phone } = await townAndPhone();
  await phone.comments(GARDEN, "Als Gast");
  await phone.signsIn(AYSE);
  await phone.syncs();
  await phone.syncs();
  const pushes = () => town.requests.filter(({ path }) => path === "/sync/push").length;
  const before = pushes();
  for (let time = 0; time < 3; time += 1) await phone.syncs();
  assert.equal(pushes(), before);
  assert.deepEqual(await phone.statuses(), ["needs_login"]);
});

test("what belongs to a guest goes with them, once their secret opens nothing any more", async () => {
  const { town, phone } = await townAndPhone();
  await phone.comments(GARDEN, "Als Gast");
  await phone.syncs();
  const guest = phone.actor;
  assert.ok(await phone.holds(`me:${guest}`));
  town.takesAlong(guest, AYSE);
  phone.cookie = "";
  await phone.comments(GARDEN, "Danach");
  await phone.syncs();
  assert.equal((await phone.replica.snapshot([])).me, "");
  assert.equal(await phone.holds(`me:${guest}`), undefined);
});

test("after taken-along guests a device writes as a new guest", async () => {
  const { town, phone } = await townAndPhone();
  await phone.comments(GARDEN, "Als Gast");
  await phone.syncs();
  const guest = phone.actor;
  await phone.signsIn(AYSE);
  town.takesAlong(guest, AYSE);
  await phone.signsOut();
  await phone.comments(GARDEN, "Wer auch immer");
  for (let time = 0; time < 3; time += 1) await phone.syncs();
  // The first try shows that the secret opens nothing any more.
  const id = await phone.comments(GARDEN, "Jemand Neues");
  await phone.syncs();
  const { author } = town.body(SCOPE, `comment:${id}`);
  assert.ok(![guest, AYSE].includes(author));
  assert.equal((await shown(phone)).others, 1);
  await phone.signsIn(AYSE);
  await phone.syncs();
  assert.deepEqual(new Set(await phone.statuses()), new Set(["settled"]));
  assert.equal(written({ town }).filter((line) => line.endsWith(AYSE)).length, 1);
});
