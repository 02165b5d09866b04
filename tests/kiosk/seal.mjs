/** Seals what stdin names with WebCrypto alone, as a tablet does: `{key, id, letter}` -> envelope. */

const { crypto, Buffer, process } = globalThis;
const bytes = (text) => new TextEncoder().encode(text);
const b64 = (buffer) => Buffer.from(buffer).toString("base64url");
const ECDH = { name: "ECDH", namedCurve: "P-256" };

const chunks = [];
for await (const chunk of process.stdin) chunks.push(chunk);
const { key, id, letter } = JSON.parse(Buffer.concat(chunks));

const theirs = await crypto.subtle.importKey("raw", Buffer.from(key.key, "base64url"), ECDH, false, []);
const pair = await crypto.subtle.generateKey(ECDH, false, ["deriveBits"]);
const epk = await crypto.subtle.exportKey("raw", pair.publicKey);
const shared = await crypto.subtle.deriveBits({ name: "ECDH", public: theirs }, pair.privateKey, 256);
const secret = await crypto.subtle.importKey("raw", shared, "HKDF", false, ["deriveKey"]);
const aes = await crypto.subtle.deriveKey(
  { name: "HKDF", hash: "SHA-256", salt: epk, info: bytes(`kokommune:sealed:1:${key.kid}`) },
  secret,
  { name: "AES-GCM", length: 256 },
  false,
  ["encrypt"],
);
const iv = crypto.getRandomValues(new Uint8Array(12));
const bound = bytes(`kokommune:sealed:1:${key.kiosk}:${id}`);
const ct = await crypto.subtle.encrypt(
  { name: "AES-GCM", iv, additionalData: bound },
  aes,
  bytes(JSON.stringify(letter)),
);
process.stdout.write(
  JSON.stringify({ id, kid: key.kid, epk: b64(epk), iv: b64(iv), ct: b64(ct) }),
);
