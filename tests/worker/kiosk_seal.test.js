import assert from "node:assert/strict";
import { test } from "node:test";

import { base64url } from "../../service_worker/identity.js";
import { seal } from "../../static/js/kiosk/seal.js";
import { createVisit, grouped } from "../../static/js/kiosk/visit.js";
import { comment } from "./helpers/sealed.js";

const ECDH = { name: "ECDH", namedCurve: "P-256" };
const bytes = (text) => new TextEncoder().encode(text);
const read = (text) => new Uint8Array(Buffer.from(text, "base64url"));

/** The server's half of a key, and how it opens an envelope: the steps of docs/kiosk.md. */
async function server() {
  const pair = await crypto.subtle.generateKey(ECDH, true, ["deriveBits"]);
  const raw = await crypto.subtle.exportKey("raw", pair.publicKey);
  const key = { kiosk: "k1", kid: "the-pair", key: base64url(new Uint8Array(raw)) };

  async function open({ id, epk, iv, ct }, { kiosk } = key) {
    const theirs = await crypto.subtle.importKey("raw", read(epk), ECDH, false, []);
    const agreed = { name: "ECDH", public: theirs };
    const shared = await crypto.subtle.deriveBits(agreed, pair.privateKey, 256);
    const secret = await crypto.subtle.importKey("raw", shared, "HKDF", false, ["deriveKey"]);
    const info = bytes(`kokommune:sealed:1:${key.kid}`);
    const derived = { name: "HKDF", hash: "SHA-256", salt: read(epk), info };
    const gcm = { name: "AES-GCM", length: 256 };
    const aes = await crypto.subtle.deriveKey(derived, secret, gcm, false, ["decrypt"]);
    const additionalData = bytes(`kokommune:sealed:1:${kiosk}:${id}`);
    const text = await crypto.subtle.decrypt({ name: "AES-GCM", iv: read(iv), additionalData }, aes, read(ct));
    return JSON.parse(new TextDecoder().decode(text));
  }

  return { key, open };
}

test("what is sealed is opened by the server's half alone, and for one kiosk and one id", async () => {
  const { key, open } = await server();
  const letter = (await createVisit()).letter(comment());
  const sealed = await seal(key, letter);
  assert.deepEqual(Object.keys(sealed).sort(), ["ct", "epk", "id", "iv", "kid"]);
  assert.equal(sealed.kid, key.kid);
  assert.deepEqual(await open(sealed), letter);
  await assert.rejects(open(sealed, { kiosk: "k2" }));
  await assert.rejects(open({ ...sealed, id: "another" }));
  await assert.rejects((await server()).open(sealed));
});

test("the same letter sealed twice has nothing in common, and a long one is whole", async () => {
  const { key, open } = await server();
  const visit = await createVisit();
  const long = { ...comment(), args: { on: "town", body: "ä".repeat(40_000) } };
  const [one, two] = [await seal(key, visit.letter(long)), await seal(key, visit.letter(long))];
  for (const name of ["epk", "iv", "ct"]) assert.notEqual(one[name], two[name]);
  assert.equal((await open(one)).command.args.body, long.args.body);
});

test("a visit is who its secret says, and its ticket is told by a hash alone", async () => {
  const visit = await createVisit();
  const letter = visit.letter({ ...comment(), depends_on: ["b"] });
  const secret = read(letter.visit);
  const digest = async (content) => new Uint8Array(await crypto.subtle.digest("SHA-256", content));
  const hash = (await digest(Buffer.concat([bytes("kokommune:visit:"), secret]))).slice(0, 16);
  hash[6] = (hash[6] & 0x0f) | 0x80;
  hash[8] = (hash[8] & 0x3f) | 0x80;
  assert.equal(visit.actor.replaceAll("-", ""), Buffer.from(hash).toString("hex"));
  assert.equal(letter.ticket, base64url(await digest(bytes(`kokommune:ticket:${visit.ticket}`))));
  assert.equal(JSON.stringify(letter).includes(visit.ticket), false);
  assert.deepEqual(letter.command, { ...comment(), actor: visit.actor, depends_on: ["b"] });
  assert.match(visit.ticket, /^[0-9A-HJKMNP-TV-Z]{12}$/);
  assert.match(grouped(visit.ticket), /^(.{4}-){2}.{4}$/);
  const other = await createVisit();
  assert.notEqual(other.actor, visit.actor);
  assert.notEqual(other.ticket, visit.ticket);
});
