import assert from "node:assert/strict";
import { test } from "node:test";

import { createPages } from "../../service_worker/pages.js";
import { createRouter } from "../../service_worker/router.js";
import { signIn } from "../../service_worker/signing_in.js";
import { Phone } from "./helpers/phone.js";
import { Town } from "./helpers/town.js";

const GARDEN = "01890000-0000-7000-8000-000000000001";
const SHIFT = "01890000-0000-7000-8000-0000000000a1";
const PROPOSAL = "01890000-0000-7000-8000-0000000000b1";
const SCOPE = { type: "Scope", name: "proposal:{id}", sort: { comment: "created" }, join: {} };
const MINE = { type: "Mine", sort: { sign_up: "starts", support: "id" }, join: {} };
const match = createRouter([
  { path: "/proposals/<uuid:id>", template: "proposal/show.html", reads: { proposal: SCOPE } },
  { path: "/mine", template: "resident/mine.html", reads: { own: MINE } },
  { path: "/outbox", template: "outbox/show.html", reads: { outbox: { type: "Outbox" } } },
]);

/** A phone that holds a project with a shift, and what its pages are rendered from. */
async function phoneWithPages() {
  const town = new Town();
  town.project(GARDEN);
  const shift = { id: SHIFT, project: GARDEN, title: "Tragen", starts: "2026", ends: "2027" };
  town.write([`project:${GARDEN}`, `shift:${SHIFT}`, { ...shift, cancelled: "" }]);
  town.write(["public", `proposal:${PROPOSAL}`, { id: PROPOSAL, state: "open", supports: 4 }]);
  const phone = new Phone(town);
  await phone.syncs();
  phone.offline = true;
  const render = (template, context) => context;
  const { replica } = phone;
  const now = () => Date.UTC(2026, 5, 1);
  const pages = createPages({ replica, render, storage: null, now, build: "b", assets: {} });
  const shows = (path) => pages.show(match(path), new URL(path, "http://localhost"));
  return { phone, shows };
}

test("who has written nothing yet has nothing of their own", async () => {
  const { shows } = await phoneWithPages();
  const { mine, own, me } = await shows("/mine");
  assert.deepEqual([mine, own, me], [{}, { sign_up: [], support: [] }, false]);
});

test("an account whose own documents are not here yet is no guest", async () => {
  const { phone, shows } = await phoneWithPages();
  await signIn(phone.db, "ayse");
  assert.equal((await shows("/outbox")).me.guest, false);
  // The server knows more.
  assert.equal(await shows("/mine"), null);
});

test("a new guest's support is theirs before the server knows them", async () => {
  const { phone, shows } = await phoneWithPages();
  await phone.writes("support", { proposal: PROPOSAL }, "", "support");
  const { mine } = await shows("/mine");
  assert.equal(mine[`support:${PROPOSAL}`].sync, "pending");
});

test("a sign-up is among mine on every page, though its shift stands elsewhere", async () => {
  const { phone, shows } = await phoneWithPages();
  phone.path = `/projects/${GARDEN}`;
  await phone.writes("sign_up", { shift: SHIFT }, "", "sign_up");
  const { own, mine } = await shows("/mine");
  assert.deepEqual(
    own.sign_up.map(({ title, sync }) => [title, sync]),
    [["Tragen", "pending"]],
  );
  assert.equal(mine[`sign_up:${SHIFT}`].title, "Tragen");
});

test("a proposal has its page at once, and keeps it when it is refused", async () => {
  const { phone, shows } = await phoneWithPages();
  const args = { on: GARDEN, title: "Öl", body: "Mehr." };
  const id = await phone.writes("propose", args, "", "proposal");
  assert.equal((await shows(`/proposals/${id}`)).proposal.root.sync, "pending");
  await phone.sets(id, { status: "rejected", code: "invalid" });
  assert.equal((await shows(`/proposals/${id}`)).proposal.root.code, "invalid");
  await phone.discards(id);
  assert.equal(await shows(`/proposals/${id}`), null);
});

test("beside a refused edit stands the whole text as it is now", async () => {
  const { phone, shows } = await phoneWithPages();
  const args = { proposal: PROPOSAL, title: "Neu", body: "Hier.", revision: "0" };
  const id = await phone.writes("edit_proposal", args, "", "proposal");
  await phone.sets(id, { status: "rejected", code: "edited_elsewhere" });
  const [unknown] = (await shows("/outbox")).outbox.needs_you;
  assert.equal(unknown.current, false);
  const scope = `proposal:${PROPOSAL}`;
  const whole = { id: PROPOSAL, title: "Öl", text: "Dort.", revision: 1, author: phone.actor };
  phone.town.write([scope, scope, whole]);
  await phone.opens(scope);
  phone.offline = false;
  await phone.syncs();
  const [item] = (await shows("/outbox")).outbox.needs_you;
  assert.deepEqual([item.current.text, item.args.body], ["Dort.", "Hier."]);
});
