/**
 * One kept connection that asks, waits for the whole answer, and asks again.
 *
 * node's own client takes a third as long as the server that it measures; this one only finds
 * the status and the end of an answer. Whatever else it meets it throws as an error.
 */
import { connect } from "node:net";

const END_OF_HEAD = "\r\n\r\n";

/** @returns {Promise<(text: string) => Promise<{status: number, head: string, content: Buffer}>>} */
export function open(port) {
  const socket = connect({ host: "127.0.0.1", port, noDelay: true });
  let seen = Buffer.alloc(0);
  let waiting = null;

  function fail(error) {
    waiting?.reject(error);
    waiting = null;
  }

  socket.on("data", (bytes) => {
    seen = seen.length ? Buffer.concat([seen, bytes]) : bytes;
    const answer = parsed(seen);
    if (!answer) return;
    seen = seen.subarray(answer.length);
    const { resolve } = waiting;
    waiting = null;
    resolve(answer);
  });
  socket.on("error", fail);
  socket.on("close", () => fail(new Error("the server closed a kept connection")));

  const ask = (text) =>
    new Promise((resolve, reject) => {
      waiting = { resolve, reject };
      if (socket.destroyed) fail(new Error("the server has closed a kept connection"));
      else socket.write(text);
    });
  ask.close = () => socket.destroy();
  return ask;
}

/** The first whole answer in these bytes, or nothing yet. */
function parsed(bytes) {
  const end = bytes.indexOf(END_OF_HEAD);
  if (end < 0) return null;
  const head = bytes.latin1Slice(0, end);
  const size = /^content-length: *(\d+)/im.exec(head);
  if (!size) throw new Error(`an answer without a length: ${head}`);
  const from = end + END_OF_HEAD.length;
  const length = from + Number(size[1]);
  if (bytes.length < length) return null;
  return { status: Number(head.slice(9, 12)), head, content: bytes.subarray(from, length), length };
}
