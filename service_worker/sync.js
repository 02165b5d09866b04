/** Push and pull; the steps are those of "On the phone" in docs/sync-protocol.md. */

import { batch, createDelivery } from "./delivery.js";
import { following } from "./following.js";
import { createGuests } from "./guests.js";
import { dispensable, isShort, letGo } from "./letting_go.js";
import { promote } from "./promote.js";
import { createPulling } from "./pulling.js";
import { askedIn, beginAgain, changedBy, isDue, refusedOf } from "./rounds.js";
import { createSchedule } from "./schedule.js";
import { endSession } from "./signing_out.js";
import { missing, wanted } from "./wanted.js";

const MOST_SCOPES = 200;
const MOST_ROUNDS = 100;
const FULL_EVERY = 3_600_000;

/**
 * `{run, refresh, alone, anew}` as in schedule.js.
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
  storage,
  thrifty,
  tell,
  outgrown,
}) {
  const deliver = createDelivery(post);
  const pulling = createPulling({ post, schema });
  const guests = createGuests({ post, deliver, settle, db });
  // Whether storage is short, so that nothing is fetched ahead; whether it was full once.
  let short = false;
  let wasFull = false;

  async function round(done) {
    // 1. Read what waits, what is held, and who writes here.
    const plan = await replica.plan();
    done.begins ||= plan.cards === null;
    const waiting = plan.commands.filter((command) => isDue(command, done));
    const scopes = scopesFor(plan, done, waiting.length > 0);
    if (waiting.length === 0 && scopes.length === 0) return false;
    const pull = pulling.request(plan, scopes, { brief: !done.full });
    const commands = batch(waiting, pull);
    // 2. Push and pull in one request; a pull alone where nothing waits.
    const answer = commands.length ? await deliver(commands, pull) : { results: [], pull: null };
    // 3. Collect all pages of the pull.
    const staging = await pulling.collect(answer.pull, pull, plan);
    // 4. Promote pages, results and settling in one transaction.
    const change = await keep(plan, {
      turn: plan.turn,
      staging,
      results: answer.results,
      schema,
      now: new Date(now()).toISOString(),
      complete: done.full,
      reported: pull.differing ?? 0,
    });
    // A restored server has carried nothing out: what it has forgotten comes first.
    if (change.restored) beginAgain(done);
    else for (const command of commands) done.sent.add(command.id);
    const asked = [...new Set([...scopes, ...staging.scopes.keys()])];
    for (const scope of askedIn(asked, { plan, staging, change, done })) done.asked.add(scope);
    for (const scope of changedBy(answer.results, scopes)) done.asked.delete(scope);
    for (const scope of change.anew) done.asked.delete(scope);
    if (staging.head.schema !== schema) outgrown();
    if (change.scopes.length || change.outcomes.length) tell(change);
    // 5. Where nobody is signed in and the author is a guest of this device: begin its session.
    const refused = refusedOf(commands, answer.results);
    if (change.session === "none") await guests.become(plan, refused, done);
    // The session of another guest of this device is left and had back.
    else if (change.session === "active") await guests.lend(plan, staging.head, refused, done);
    return staging.head.schema === schema || commands.length > 0;
  }

  /** What to ask for in this round; a push asks for everything again, to see its own effect. */
  function scopesFor(plan, done, pushes) {
    // A clock that was ahead, and was set right, has put it into the future.
    done.full ||= Math.abs(now() - Date.parse(plan.state.full_at || 0)) > FULL_EVERY;
    const all = wanted({
      ...plan,
      followed: following(plan),
      thrifty: short || thrifty(),
      beginning: done.begins,
      full: done.full,
    });
    const due = done.full && !pushes ? all : all.slice(0, MOST_SCOPES);
    return due.filter((scope) => pushes || !done.asked.has(scope)).slice(0, MOST_SCOPES);
  }

  /** Promote; where that does not fit, let details go and keep what is known of the commands. */
  async function keep(plan, answered) {
    try {
      return { ...(await promote(db, answered)), fits: true };
    } catch (error) {
      if (error?.name !== "QuotaExceededError") throw error;
      short = true;
      wasFull = true;
      await spare(plan);
      return { ...(await promote(db, { ...answered, fits: false })), fits: false };
    }
  }

  /** Answers to what was sent for another guest; who writes here stays the same. */
  async function settle(results) {
    const { session, turn } = await replica.plan();
    const staging = { head: { ...session, schema }, scopes: new Map(), gone: new Set() };
    const told = new Date(now()).toISOString();
    const answered = { turn, staging, results, schema, now: told, complete: false };
    tell(await promote(db, { ...answered, fits: false, lent: true }));
  }

  function spare(plan) {
    return letGo(db, dispensable({ ...plan, followed: following(plan) }));
  }

  /** Whether what is to be read first without network is here: of a large town its beginning. */
  async function isReady() {
    const plan = await replica.plan();
    return plan.cards !== null && isHere({ ...plan, beginning: true });
  }

  async function isWhole() {
    const plan = await replica.plan();
    return !plan.partial && isHere(plan);
  }

  function isHere(plan) {
    return missing({ ...plan, thrifty: short || thrifty() }).length === 0;
  }

  async function waits() {
    const { commands } = await replica.plan();
    return commands.some(({ status }) => status === "waiting");
  }

  /** Rounds until nothing is left to ask; gives whether a large town has only begun to come. */
  async function flush() {
    const sets = { asked: new Set(), sent: new Set(), guests: new Set() };
    const done = { ...sets, full: false, begins: false, squeezed: false };
    // Whoever has signed out here is gone before anything else is asked.
    await endSession(db, post);
    await guests.returnHome();
    const low = await isShort(storage);
    if (low) await spare(await replica.plan());
    short = low || wasFull;
    let more = true;
    for (let n = 0; more && n < MOST_ROUNDS; n += 1) more = await round(done);
    return done.begins && !(await isWhole());
  }

  return createSchedule({ flush, waits, isReady, locks, now, random });
}
