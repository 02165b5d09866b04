/** Phones by name, driven by lines of JSON; each request of theirs is a line, too, and so is its answer. */

import "./document.js";
import { createHash } from "node:crypto";
import { createInterface } from "node:readline";
import { MUTANTS } from "./mutants.js";
import { READERS } from "./mutants_of_readers.js";
import { BreakablePhone } from "./phone.js";
import { shown } from "./shown.js";
import { BreakableTablet } from "./tablet.js";
import { TABLETS } from "./tablet_mutants.js";

const SESSION = "Kokommune-Kiosk-Session";
const WRONG = { ...MUTANTS, ...READERS };
const phones = new Map();
const open = new Map();
let errors = [];
let requests = 0;
let drawn = 0;

console.error = (error) => {
  // That there is no room is the disk's fault.
  if (error?.name !== "QuotaExceededError") errors.push(String(error?.stack ?? error));
};
// The same sequence has the same guests, visits and tickets.
crypto.getRandomValues = (values) => {
  drawn += 1;
  const bytes = new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
  bytes.set(createHash("sha512").update(String(drawn)).digest().subarray(0, bytes.length));
  return values;
};

const QUESTIONS = {
  begin: ({ names, tablets, schema, mutant }) => {
    phones.clear();
    open.clear();
    errors = [];
    drawn = 0;
    for (const name of names) {
      phones.set(name, new BreakablePhone(fetchFor(name), schema, WRONG[mutant]));
    }
    for (const name of tablets) {
      phones.set(name, new BreakableTablet(fetchFor(name), schema, TABLETS[mutant]));
    }
  },
  adds: ({ phone, command, ...trouble }) => phone.adds(command, trouble),
  adds_two: ({ phone, commands }) => phone.addsAtOnce(commands),
  runs: ({ phone, ...troubles }) => phone.synchronises(troubles),
  recovers: ({ phone }) => phone.recovers(),
  discards: ({ phone, id, ...trouble }) => phone.givesUp(id, trouble),
  opens: ({ phone, scopes }) => phone.opens(...scopes),
  signs_in: ({ phone, actor, ...trouble }) => phone.accountSignsIn(actor, trouble),
  signs_out: ({ phone, ...trouble }) => phone.accountSignsOut(trouble),
  has_room: ({ phone }) => phone.hasRoom(),
  loses_connection: ({ phone }) => phone.losesConnection(),
  loses_database: ({ phone }) => phone.losesDatabase(),
  ages: ({ phone }) => phone.ages(),
  updates: ({ phone, schema }) => phone.updatesApp(schema),
  packs: ({ phone }) => phone.packs(),
  takes_in: ({ phone, text, known, ...trouble }) => phone.takesIn(text, known, trouble),
  clock: ({ phone, hours }) => phone.clockSays(hours),
  stored: ({ phone }) => phone.stored(),
  own: ({ phone }) => phone.own(),
  shown: ({ phone, most }) => shown(phone, most),
  loads: ({ phone, ...trouble }) => phone.loads(trouble),
  gives: ({ phone, ...given }) => phone.gives(given),
  is_signed_in: ({ phone, answer }) => phone.isSignedIn(answer),
  leaves: ({ phone, ...trouble }) => phone.leaves(trouble),
  falls: ({ phone }) => phone.falls(),
  waits: ({ phone, ...told }) => phone.waits(told),
  empties: ({ phone }) => phone.empties(),
  sealed: ({ phone }) => phone.sealed(),
  sent: ({ phone }) => phone.sent(),
  traces: ({ phone }) => phone.traces(),
  plants: ({ phone, what }) => phone.plants(what),
  shows: ({ phone }) => phone.shows(),
  is_there: ({ phone }) => phone.isThere(),
  errors: () => errors.splice(0),
};

function fetchFor(phone) {
  return (path, { method, headers, body = "" }) =>
    new Promise((resolve) => {
      requests += 1;
      open.set(requests, resolve);
      const session = headers?.[SESSION] ?? "";
      says({ request: { number: requests, phone, path, method, body, session } });
    });
}

function says(line) {
  process.stdout.write(`${JSON.stringify(line)}\n`);
}

async function answers({ question, asked, phone, ...values }) {
  try {
    const value = await QUESTIONS[question]({ phone: phones.get(phone), ...values });
    says({ asked, value: value ?? null });
  } catch (error) {
    says({ asked, error: String(error.stack) });
  }
}

createInterface({ input: process.stdin }).on("line", (line) => {
  const said = JSON.parse(line);
  if (said.question) {
    answers(said);
    return;
  }
  open.get(said.number)?.(said.answer);
  open.delete(said.number);
});
