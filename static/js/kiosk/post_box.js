/** Brings sealed envelopes to the server, in their order, each until the server has decided. */

import { NoAnswer } from "../../../service_worker/wire.js";

const MOST = 50;
const MOST_BYTES = 240 * 1024;
/** What our server says to a request that is no request of ours. */
const BROKEN = new Set([400, 413]);
const DONE = new Set(["applied", "waitlisted", "duplicate", "rejected"]);
const LATER = new Set(["retry", "blocked"]);

/**
 * `store` as in store.js, `post` as in wire.js. `send(arrived)` gives whether something is to be
 * sent again soon; `arrived(outcomes, clock)` hears of each answer what was decided, `{id, status}`,
 * and the town's clock by then, `{epoch, as_of}`. Raises NoAnswer, and NotEnrolled where this tablet
 * is no kiosk any more.
 */
export function createPostBox({ store, post }) {
  async function send(arrived) {
    let later = false;
    const waiting = (await store.all()).filter(({ status }) => !status);
    for (let rest = waiting; rest.length > 0; ) {
      const some = fitting(rest);
      rest = rest.slice(some.length);
      const { results, epoch, as_of } = await deliver(some);
      later ||= results.some(({ status }) => LATER.has(status));
      const decided = results.filter(({ status }) => DONE.has(status));
      if (decided.length > 0) arrived(decided, { epoch, as_of });
    }
    return later;
  }

  async function deliver(records) {
    const envelopes = records.map(({ envelope }) => envelope);
    const { status, body } = await post("/kiosk/sealed", { envelopes });
    if (status === 401 || status === 403) throw new NotEnrolled();
    if (BROKEN.has(status)) return oneByOne(records);
    if (status !== 200) throw new NoAnswer(`status ${status}`);
    const told = new Map(body.results.map(({ id, status: became }) => [id, became]));
    const decided = records
      .map(({ order, envelope: { id } }) => ({ order, status: told.get(id) ?? "retry" }))
      .filter((each) => !LATER.has(each.status));
    await store.settle(decided.map((each) => ({ ...each, keep: !DONE.has(each.status) })));
    return body;
  }

  /** An envelope that the server does not take keeps none of the others back. */
  async function oneByOne(records) {
    if (records.length === 1) {
      const [{ order, envelope }] = records;
      await store.settle([{ order, status: "unreadable", keep: true }]);
      return { results: [{ id: envelope.id, status: "unreadable" }] };
    }
    const results = [];
    let clock = {};
    for (const record of records) {
      const { results: some, ...told } = await deliver([record]);
      clock = { ...clock, ...told };
      results.push(...some);
    }
    return { results, ...clock };
  }

  return { send };
}

/** This tablet's token is good for nothing any more. */
export class NotEnrolled extends Error {}

/** The first of them that fit into one request; always at least one. */
function fitting(records) {
  let room = MOST_BYTES;
  const some = [];
  for (const record of records.slice(0, MOST)) {
    room -= JSON.stringify(record.envelope).length;
    if (room < 0 && some.length > 0) break;
    some.push(record);
  }
  return some;
}
