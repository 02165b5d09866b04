/** Getting commands to the server, whatever it thinks of the size or shape of a push. */

import { NoAnswer } from "./wire.js";

const MOST_COMMANDS = 50;
const MOST_BYTES = 240 * 1024;

/** The first of these commands that fit into one push beside a pull. */
export function batch(commands, pull) {
  let room = MOST_BYTES - bytes(pull);
  const fitting = [];
  for (const command of commands.slice(0, MOST_COMMANDS)) {
    room -= bytes(sent(command));
    if (room < 0 && fitting.length > 0) break;
    fitting.push(command);
  }
  return fitting;
}

/**
 * `deliver(commands, pull)` gives `{results, pull}`; `pull` is null where it was not answered.
 *
 * A result is `unread` where the server has refused the request as such: then it has not looked
 * whose the command is.
 */
export function createDelivery(post) {
  const push = (commands, pull) =>
    post("/sync/push", { commands: commands.map(sent), ...(pull && { pull }) });

  async function deliver(commands, pull) {
    const { status, body } = await push(commands, pull);
    if (status === 200) return { results: body.results, pull: body.pull ?? null };
    if (status === 413 && commands.length > 1) return halves(commands);
    if (status === 413 || status === 400) return oneByOne(commands);
    throw new NoAnswer(`status ${status}`);
  }

  async function halves(commands) {
    const middle = Math.ceil(commands.length / 2);
    const first = await deliver(commands.slice(0, middle), null);
    const second = await deliver(commands.slice(middle), null);
    return { results: [...first.results, ...second.results], pull: null };
  }

  async function oneByOne(commands) {
    // An empty push that is refused as well says that not the commands are at fault.
    const empty = await push([], null);
    if (empty.status !== 200) throw new NoAnswer(`status ${empty.status}`);
    const results = [];
    for (const command of commands) results.push(await alone(command));
    return { results, pull: null };
  }

  async function alone(command) {
    const { status, body } = await push([command], null);
    if (status === 200) return body.results[0];
    if (status === 413) return unread(command, "too_long");
    if (status === 400) return unread(command, "invalid");
    throw new NoAnswer(`status ${status}`);
  }

  return deliver;
}

function unread({ id }, code) {
  return { id, status: "quarantined", code, unread: true };
}

function sent({ id, seq, name, version, args, actor, client_time, depends_on }) {
  return { id, seq, name, version, args, actor, client_time, depends_on };
}

function bytes(value) {
  return new TextEncoder().encode(JSON.stringify(value)).length;
}
