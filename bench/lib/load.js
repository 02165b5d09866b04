/**
 * Clients that ask, wait for the answer, and ask again, for some seconds; prints what they saw.
 *
 *   node bench/lib/load.js < job.json
 *
 * The job: `{port, clients, seconds, method, path, headers, body, people, expect, times}`. In
 * `headers` and `body`, `$cookie` and `$actor` stand for one of the people after the other, `$id`
 * for a new id each time. An answer is right if its status is 200 and its text holds `expect` at
 * least so many times.
 */
import { randomUUID } from "node:crypto";
import { text } from "node:stream/consumers";
import { brotliDecompressSync } from "node:zlib";
import { open } from "./connection.js";

const WARM_UP = 0.2;
const job = JSON.parse(await text(process.stdin));
const connections = Array.from({ length: job.clients }, () => open(job.port));
const requests = (job.people.length ? job.people : [{ cookie: "", actor: "" }]).map(written);
const times = [];
let right = Buffer.alloc(0);
let wrong = 0;
let example = "";
let turn = 0;
let bytes = 0;

/** A person's request, whole but for its new ids. */
function written(person) {
  const fill = (template) =>
    template.replaceAll("$cookie", person.cookie).replaceAll("$actor", person.actor);
  const body = fill(job.body);
  const headers = Object.entries({ Host: `127.0.0.1:${job.port}`, ...job.headers });
  if (body) headers.push(["Content-Length", Buffer.byteLength(body.replaceAll("$id", () => randomUUID()))]);
  const lines = headers.map(([name, value]) => `${name}: ${fill(String(value))}\r\n`);
  return `${job.method} ${job.path} HTTP/1.1\r\n${lines.join("")}\r\n${body}`;
}

function next() {
  return requests[turn++ % requests.length].replaceAll("$id", () => randomUUID());
}

function check({ status, head, content }) {
  // What was found right once need not be unpacked again: that would take longer than its answer.
  if (status === 200 && content.equals(right)) return;
  const packed = /^content-encoding: *br/im.test(head);
  const said = String(packed ? brotliDecompressSync(content) : content);
  if (status === 200 && said.split(job.expect).length > job.times) {
    right = Buffer.from(content);
    return;
  }
  wrong += 1;
  example ||= `${status} ${said.slice(0, 300)}`;
}

async function client(ask, until, counts) {
  do {
    const request = next();
    const begun = performance.now();
    const answer = await ask(request);
    if (!counts) continue;
    times.push(performance.now() - begun);
    bytes = answer.content.length;
    check(answer);
  } while (performance.now() < until);
}

async function run(seconds, counts) {
  const begun = performance.now();
  const until = begun + seconds * 1000;
  await Promise.all(connections.map((ask) => client(ask, until, counts)));
  return (performance.now() - begun) / 1000;
}

if (job.seconds > 0) await run(WARM_UP, false);
const seconds = await run(job.seconds, true);
for (const ask of connections) ask.close();
times.sort((a, b) => a - b);
const at = (share) => times[Math.min(times.length - 1, Math.floor(times.length * share))];
console.log(
  JSON.stringify({
    rate: times.length / seconds,
    p50: at(0.5),
    p95: at(0.95),
    bytes,
    wrong,
    example,
  }),
);
