/** Reads a QR code from a picture: `{width, height, data}` (RGBA, base64) on stdin, its text on stdout. */

import { readFileSync } from "node:fs";

import decodeQR from "qr/decode.js";

const { width, height, data } = JSON.parse(readFileSync(0, "utf8"));
process.stdout.write(decodeQR({ width, height, data: Buffer.from(data, "base64") }));
