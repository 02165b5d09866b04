/** A camera that looks for QR codes. */

import { decodeQR } from "qr/decode.js";
import { frameLoop } from "qr/dom.js";

/** Enough for a code that fills a third of the picture, and quick on an old tablet. */
const LONGEST = 1024;
const REAR = { facingMode: "environment", width: { ideal: 1280 }, height: { ideal: 720 } };

const canvas = document.createElement("canvas");
const context = canvas.getContext("2d", { willReadFrequently: true });

/**
 * Look through `video` until `signal` says that it is enough; `seen(text)` is called with each QR
 * code in sight. Raises what `getUserMedia` raises.
 */
export async function look({ video, media, signal, seen }) {
  const stream = await media.getUserMedia({ video: REAR, audio: false });
  const close = () => {
    for (const track of stream.getTracks()) track.stop();
    video.srcObject = null;
  };
  // A permission can come when nobody wants the picture any more.
  if (signal.aborted) return close();
  signal.addEventListener("abort", close);
  signal.addEventListener("abort", frameLoop(() => read(video, seen), video));
  video.srcObject = stream;
  await video.play();
}

function read(video, seen) {
  const { videoWidth: width, videoHeight: height } = video;
  if (!width || !height) return;
  const scale = Math.min(1, LONGEST / Math.max(width, height));
  canvas.width = Math.round(width * scale);
  canvas.height = Math.round(height * scale);
  context.drawImage(video, 0, 0, canvas.width, canvas.height);
  const text = decoded(context.getImageData(0, 0, canvas.width, canvas.height));
  if (text) seen(text);
}

function decoded(picture) {
  try {
    return decodeQR(picture);
  } catch {
    // Nothing to read in this one: the next comes at once.
    return "";
  }
}
