/** Who is at the tablet: a visit of its own, and for ten minutes perhaps somebody with an account. */

import { createVisit } from "./visit.js";

const HEADER = "Kokommune-Kiosk-Session";

/**
 * Lives in this document's memory alone and ends with it.
 *
 * `seen(language)` is what the worker needs for a page; `headers()` what a request needs;
 * `visit()` the visit, made when it is first needed.
 */
export function createPerson({ now }) {
  let visiting = null;
  let visit = null;
  let session = null;
  const commands = [];
  // Of which town, before or after a restored backup, this page has heard.
  let town = "";

  async function begin() {
    visiting ??= createVisit();
    visit = await visiting;
    return visit;
  }

  function signIn({ token, actor, name, expires_in }) {
    session = { token, actor, name, until: now() + expires_in * 1000 };
  }

  /** The session, as long as it lasts: a tablet without network ends it by itself. */
  function signedIn() {
    if (session && session.until <= now()) session = null;
    return session;
  }

  /** With the session goes what was done in it. */
  function signOut() {
    session = null;
    const own = commands.filter(({ actor }) => actor === visit?.actor);
    commands.splice(0, commands.length, ...own);
  }

  /** Nobody is here any more. */
  function forget() {
    session = visit = visiting = null;
    commands.length = 0;
  }

  function seen(language) {
    const { actor = visit?.actor ?? "", name = "" } = signedIn() ?? {};
    return { actor, name, commands, language };
  }

  function headers() {
    const current = signedIn();
    return current ? { [HEADER]: current.token } : {};
  }

  /** A command as folds read it, with what it was built on. */
  function wrote(command, actor) {
    const named = new Set(Object.values(command.args));
    const depends_on = commands.filter(({ id }) => named.has(id)).map(({ id }) => id);
    const blank = { status: "waiting", code: "", fields: {}, scopes: [], reached: 0 };
    return { ...command, actor, depends_on, ...blank };
  }

  /**
   * From now on this is seen as sent from here; the same command again takes its own place. Whoever
   * has left while it was on its way has left nothing.
   */
  function note(command) {
    if (![visit?.actor, signedIn()?.actor].includes(command.actor)) return;
    const at = commands.findIndex(({ id }) => id === command.id);
    if (at < 0) commands.push(command);
    else commands[at] = command;
  }

  /** What became of a command of this visit, by the town's clock; others are of who was before. */
  function answered({ id, status }, clock) {
    const at = commands.findIndex((command) => command.id === id && command.status === "waiting");
    if (at < 0) return null;
    if (status === "rejected") return commands.splice(at, 1)[0];
    const code = status === "waitlisted" ? status : "";
    commands[at] = { ...commands[at], status: "acknowledged", code, ...reached(clock) };
    return commands[at];
  }

  /** From which version on documents tell of something that has happened by this clock. */
  function reached({ epoch, as_of }) {
    return { reached: as_of, epoch };
  }

  /** What the town, once it was restored, has forgotten of what was sealed here is brought again. */
  function heard(epoch = "") {
    if (epoch === town) return;
    town = epoch;
    const isForgotten = (command) => command.epoch && command.epoch !== epoch;
    for (const command of commands.filter(isForgotten)) {
      if (command.actor === visit?.actor) command.status = "waiting";
    }
  }

  const hasTicket = () => Boolean(visit);
  return {
    visit: begin,
    ticket: () => visit?.ticket ?? "",
    signIn,
    signedIn,
    signOut,
    forget,
    seen,
    headers,
    wrote,
    note,
    answered,
    reached,
    heard,
    hasTicket,
    isWaiting: () => commands.some(({ status }) => status === "waiting"),
  };
}
