/** Seals a letter so that the server alone can read it; the steps are those of docs/kiosk.md. */

import { base64url } from "../../../service_worker/identity.js";

const ECDH = { name: "ECDH", namedCurve: "P-256" };
const IV_BYTES = 12;

/**
 * `key`: `{kiosk, kid, key}` as the server tells it. Gives the envelope `{id, kid, epk, iv, ct}`;
 * what it was sealed with is forgotten with this call.
 */
export async function seal(key, letter) {
  const { id } = letter.command;
  const { epk, aes } = await agree(key);
  const iv = crypto.getRandomValues(new Uint8Array(IV_BYTES));
  const additionalData = bytes(`kokommune:sealed:1:${key.kiosk}:${id}`);
  const text = bytes(JSON.stringify(letter));
  const ct = await crypto.subtle.encrypt({ name: "AES-GCM", iv, additionalData }, aes, text);
  return { id, kid: key.kid, epk: written(epk), iv: written(iv), ct: written(ct) };
}

/** A fresh key pair for one letter: its public half, and the key that comes of it. */
async function agree({ kid, key }) {
  const theirs = await crypto.subtle.importKey("raw", read(key), ECDH, false, []);
  const pair = await crypto.subtle.generateKey(ECDH, false, ["deriveBits"]);
  const epk = await crypto.subtle.exportKey("raw", pair.publicKey);
  const agreed = { name: "ECDH", public: theirs };
  const shared = await crypto.subtle.deriveBits(agreed, pair.privateKey, 256);
  const secret = await crypto.subtle.importKey("raw", shared, "HKDF", false, ["deriveKey"]);
  const info = bytes(`kokommune:sealed:1:${kid}`);
  const derived = { name: "HKDF", hash: "SHA-256", salt: epk, info };
  const gcm = { name: "AES-GCM", length: 256 };
  const aes = await crypto.subtle.deriveKey(derived, secret, gcm, false, ["encrypt"]);
  return { epk, aes };
}

function bytes(text) {
  return new TextEncoder().encode(text);
}

function written(buffer) {
  // Letters are long: spread into one call they would be too many arguments.
  const all = new Uint8Array(buffer);
  const parts = [];
  for (let at = 0; at < all.length; at += 3072) parts.push(base64url(all.subarray(at, at + 3072)));
  return parts.join("");
}

function read(text) {
  const binary = atob(text.replaceAll("-", "+").replaceAll("_", "/"));
  return Uint8Array.from(binary, (letter) => letter.charCodeAt(0));
}
