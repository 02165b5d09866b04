/** Sending where no worker keeps an outbox: to the server, and only then on. */

import { NoAnswer } from "../../service_worker/wire.js";

/**
 * `send(command, identity, account)` gives the server's result; raises NoAnswer where nothing is known.
 * What was written on the page of an `account` ("" for one of nobody's) is sent as that, or not at all.
 *
 * `identity()` gives `{actor, secret}` and is asked only if nobody is signed in. Where an account has
 * that guest by now whoever writes is somebody else: `forget([actor])` gives whether there was one to
 * forget. `leave()` ends the session of whoever has signed out here without a network.
 */
export function createDirect({ post, schema, now, leave, forget }) {
  return async function send(command, identity, account = "") {
    await leave();
    const known = await signedIn();
    if (account && known !== account) return { status: "needs_login", code: "not_you" };
    const actor = known ?? (await becomeGuest(identity));
    const client_time = new Date(now()).toISOString();
    const { id, name, version, args } = command;
    const commands = [{ id, seq: 1, name, version, args, actor, client_time, depends_on: [] }];
    return (await ask("/sync/push", { commands })).results[0];
  };

  async function signedIn() {
    const { session, actor } = await ask("/sync/pull", { schema, epoch: "", have: {}, want: [] });
    return session === "active" ? actor : null;
  }

  async function becomeGuest(identity) {
    const { actor, secret } = await identity();
    const answer = await post("/session/guest", { secret });
    return answer.status === 409 && forget([actor]) ? becomeGuest(identity) : good(answer).actor;
  }

  async function ask(path, request) {
    return good(await post(path, request));
  }

  function good({ status, body }) {
    if (status !== 200) throw new NoAnswer(`status ${status}`);
    return body;
  }
}
