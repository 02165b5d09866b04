/**
 * Clients that ask, wait for the answer, and ask again, for some seconds; prints what they saw.
 *
 *   node bench/lib/load.js < job.json
 *
 * The job: `{port, clients, seconds, method, path, headers, body, people, expect}`. In `headers`
 * and `body`, `$cookie` and `$actor` stand for one of the people after the other, `$id` for a
 * new id each time. An answer is right if its status is 200 and its text holds `expect`.
 */
import { randomUUID } from "node:crypto";
import http from "node:http";
import { text } from "node:stream/consumers";
import { brotliDecompressSync } from "node:zlib";

const WARM_UP = 0.2;
const job = JSON.parse(await text(process.stdin));
const agent = new http.Agent({ keepAlive: true, maxSockets: job.clients });
const times = [];
let wrong = 0;
let example = "";
let turn = 0;
let bytes = 0;

function filled(template, person) {
  return template
    .replaceAll("$cookie", person.cookie)
    .replaceAll("$actor", person.actor)
    .replaceAll("$id", () => randomUUID());
}

function ask() {
  const person = job.people[turn++ % job.people.length] ?? { cookie: "", actor: "" };
  const body = filled(job.body, person);
  const headers = { ...JSON.parse(filled(JSON.stringify(job.headers), person)) };
  if (body) headers["Content-Length"] = Buffer.byteLength(body);
  const { method, path, port } = job;
  return new Promise((resolve, reject) => {
    const request = http.request({ host: "127.0.0.1", port, method, path, headers, agent }, (answer) => {
      const chunks = [];
      answer.on("data", (chunk) => chunks.push(chunk));
      answer.on("end", () => resolve({ answer, content: Buffer.concat(chunks) }));
      answer.on("error", reject);
    });
    request.on("error", reject);
    request.end(body);
  });
}

function check({ answer, content }) {
  const packed = answer.headers["content-encoding"] === "br";
  const said = job.expect ? String(packed ? brotliDecompressSync(content) : content) : "";
  if (answer.statusCode === 200 && said.includes(job.expect)) return;
  wrong += 1;
  example ||= `${answer.statusCode} ${said.slice(0, 300)}`;
}

async function client(until, counts) {
  do {
    const begun = performance.now();
    const given = await ask();
    if (!counts) continue;
    times.push(performance.now() - begun);
    bytes = given.content.length;
    check(given);
  } while (performance.now() < until);
}

async function run(seconds, counts) {
  const begun = performance.now();
  const until = begun + seconds * 1000;
  await Promise.all(Array.from({ length: job.clients }, () => client(until, counts)));
  return (performance.now() - begun) / 1000;
}

if (job.seconds > 0) await run(WARM_UP, false);
const seconds = await run(job.seconds, true);
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
agent.destroy();
