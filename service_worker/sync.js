/** Push and pull; the steps are those of "On the phone" in docs/sync-protocol.md. */

import { batch, createDelivery } from "./delivery.js";
import { following } from "./following.js";
import { promote } from "./promote.js";
import { createSchedule } from "./schedule.js";
import { createStaging } from "./staging.js";
import { missing, wanted } from "./wanted.js";
import { NoAnswer } from "./wire.js";

const MOST_SCOPES = 200;
const MOST_ROUNDS = 100;
const FULL_EVERY = 3_600_000;

/**
 * `{run, refresh}` as in schedule.js.
 *
 * `tell({scopes, outcomes})` is called when something here has changed, `outgrown()` when the
 * server speaks of a schema that this build does not know.
 */
export function createSync({
  db,
  replica,
  post,
  locks,
  now,
  random,
  schema,
  thrifty,
  tell,
  outgrown,
}) {
  const deliver = createDelivery(post);

  async function round(done) {
    // 1. Read what waits, what is held, and who writes here.
    const plan = await replica.plan();
    const waiting = plan.commands.filter((command) => isDue(command, plan, done));
    const scopes = scopesFor(plan, done, waiting.length > 0);
    if (waiting.length === 0 && scopes.length === 0) return false;
    const pull = pullOf(plan, scopes);
    const commands = batch(waiting, pull);
    // 2. Push and pull in one request; a pull alone where nothing waits.
    const answer = commands.length ? await deliver(commands, pull) : { results: [], pull: null };
    // 3. Collect all pages of the pull.
    const staging = await collect(answer.pull, pull);
    // 4. Promote pages, results and settling in one transaction.
    const change = await promote(db, {
      staging,
      results: answer.results,
      schema,
      now: new Date(now()).toISOString(),
      complete: done.full,
    });
    for (const command of commands) done.sent.add(command.id);
    for (const scope of scopes) done.asked.add(scope);
    if (staging.head.schema !== schema) outgrown();
    if (change.scopes.length || change.outcomes.length) tell(change);
    // 5. Where nobody is signed in and the author is a guest of this device: begin its session.
    if (change.session === "none") await becomeGuest(plan, commands, answer.results, done);
    return staging.head.schema === schema || commands.length > 0;
  }

  /** What to ask for in this round; a push asks for everything again, to see its own effect. */
  function scopesFor(plan, done, pushes) {
    done.full ||= now() - Date.parse(plan.state.full_at || 0) > FULL_EVERY;
    const all = wanted({
      ...plan,
      followed: following(plan),
      thrifty: thrifty(),
      full: done.full,
    });
    const due = done.full && !pushes ? all : all.slice(0, MOST_SCOPES);
    return due.filter((scope) => pushes || !done.asked.has(scope)).slice(0, MOST_SCOPES);
  }

  function pullOf({ state, cursors }, want) {
    const read = cursors.filter(({ scope, cursor }) => cursor && want.includes(scope));
    const have = Object.fromEntries(read.map(({ scope, cursor }) => [scope, cursor]));
    return { schema, epoch: state.epoch, have, want };
  }

  async function collect(first, request) {
    const staging = createStaging();
    staging.take(first ?? (await pullPage(request)));
    let have = staging.unfinished();
    while (Object.keys(have).length > 0) {
      const { epoch } = staging.head;
      staging.take(await pullPage({ schema, epoch, have, want: Object.keys(have) }));
      have = staging.unfinished();
    }
    return staging;
  }

  async function pullPage(request) {
    const { status, body } = await post("/sync/pull", request);
    if (status !== 200) throw new NoAnswer(`status ${status}`);
    return body;
  }

  async function becomeGuest(plan, commands, results, done) {
    const refused = new Set(
      results.filter(({ status }) => status === "needs_login").map(({ id }) => id),
    );
    const own = commands.filter(({ id }) => refused.has(id));
    const identity = plan.identities.find(
      ({ actor, closed }) =>
        !closed && !done.guests.has(actor) && own.some((command) => command.actor === actor),
    );
    if (!identity) return;
    done.guests.add(identity.actor);
    const { status } = await post("/session/guest", { secret: identity.secret });
    if (status === 409) await close(identity);
    if (status !== 200) return;
    done.asked.delete(`me:${identity.actor}`);
    for (const { id, actor } of own) if (actor === identity.actor) done.sent.delete(id);
  }

  /** This guest has an account by now: its secret opens nothing any more. */
  function close(identity) {
    return db.transaction(["identities"], "readwrite", ({ identities }) =>
      identities.put({ ...identity, closed: true }),
    );
  }

  /** Whether all that is to be read without network is here. */
  async function isReady() {
    const plan = await replica.plan();
    return plan.cards !== null && missing({ ...plan, thrifty: thrifty() }).length === 0;
  }

  async function waits() {
    const { commands } = await replica.plan();
    return commands.some(({ status }) => status === "waiting");
  }

  /** Rounds until nothing is left to ask. */
  async function flush() {
    const done = { asked: new Set(), sent: new Set(), guests: new Set(), full: false };
    let more = true;
    for (let n = 0; more && n < MOST_ROUNDS; n += 1) more = await round(done);
  }

  return createSchedule({ flush, waits, isReady, locks, now, random });
}

/** Whether to send a command in this run: what waits, and what waited for a login that is there. */
function isDue(command, { session, identities }, { sent }) {
  if (sent.has(command.id)) return false;
  if (command.status === "waiting") return true;
  if (command.status !== "needs_login") return false;
  if (session.session === "active") return session.actor === command.actor;
  return identities.some(({ actor, closed }) => actor === command.actor && !closed);
}
