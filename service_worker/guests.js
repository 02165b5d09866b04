/** Sessions of the guests of this device: of those that it made, and of those from an outbox file. */

import { batch } from "./delivery.js";
import { forgetOthers } from "./personal.js";
import { NoAnswer } from "./wire.js";

const VISIT = "visiting";

/**
 * `become(plan, refused, done)`: where nobody is signed in, begin a guest's session.
 * `lend(plan, head, refused, done)`: send for another guest of this device, and be oneself again.
 * `returnHome()`: end a visit that was cut short.
 *
 * `refused`: commands that wait for their author's session; `settle(results)` keeps answers.
 */
export function createGuests({ post, deliver, settle, db }) {
  async function become(plan, refused, done) {
    const open = plan.identities.filter(({ actor, closed }) => !closed && !done.guests.has(actor));
    const authors = new Set(refused.map(({ actor }) => actor));
    const own = plan.identities.filter(({ actor }) => authors.has(actor));
    if (own.length === 0) return;
    // Who writes here comes before who left a file.
    const identity =
      open.find(({ actor }) => actor === plan.me) ?? open.find(({ actor }) => authors.has(actor));
    if (!identity) return;
    done.guests.add(identity.actor);
    if (!(await begin(identity))) return;
    done.asked.delete(`me:${identity.actor}`);
    for (const { id, actor } of refused) {
      if (own.some((other) => other.actor === actor)) done.sent.delete(id);
    }
  }

  async function lend(plan, { actor: me }, refused, done) {
    const home = plan.identities.find(({ actor, closed }) => actor === me && !closed);
    const authors = new Set(refused.map(({ actor }) => actor));
    const strangers = plan.identities.filter(
      ({ actor, closed }) => actor !== me && !closed && authors.has(actor),
    );
    // Any other session could not be had back; nor could one that this secret opens no more.
    if (strangers.length === 0 || !home || !(await begin(home))) return;
    for (const identity of strangers) {
      const theirs = refused.filter(({ actor }) => actor === identity.actor);
      for (const scope of await visit(identity, home, theirs)) done.asked.delete(scope);
    }
  }

  /** Gives the scopes that this has changed. */
  async function visit(identity, home, commands) {
    await remember(home.actor);
    const results = [];
    if (await begin(identity)) {
      const sent = batch(commands, null);
      results.push(...(await deliver(sent, null)).results);
      await settle(results);
    }
    await returnHome();
    return results.flatMap(({ scopes = [] }) => scopes);
  }

  async function returnHome() {
    const stores = ["settings", "identities"];
    const home = await db.transaction(stores, "readonly", async ({ settings, identities }) => {
      const visit = await settings.get(VISIT);
      return visit && identities.get(visit.value);
    });
    if (!home) return;
    await begin(home);
    await db.transaction(["settings"], "readwrite", ({ settings }) => settings.delete(VISIT));
  }

  function remember(value) {
    return db.transaction(["settings"], "readwrite", ({ settings }) =>
      settings.put({ name: VISIT, value }),
    );
  }

  async function begin({ actor, secret }) {
    const { status, body } = await post("/session/guest", { secret });
    // Nobody's session is replaced who signed in with an account meanwhile.
    if (status === 409 && body.code !== "signed_in") await close({ actor, secret });
    else if (status !== 409 && status !== 200) throw new NoAnswer(`status ${status}`);
    return status === 200;
  }

  /**
   * This guest has an account by now, or is part of one: the secret opens nothing any more. Where
   * this device knows of no such account, whoever writes here is somebody new.
   */
  function close({ actor, secret }) {
    const names = ["identities", "settings", "documents", "cursors"];
    return db.transaction(names, "readwrite", async (stores) => {
      const { identities, settings, documents } = stores;
      await identities.put({ ...(await identities.get(actor)), actor, secret, closed: true });
      const scope = `me:${actor}`;
      const known = (await documents.get(scope))?.docs[scope];
      const isMe = (await settings.get("me"))?.value === actor;
      if (!isMe || known?.guest === false) return;
      await settings.delete("me");
      await forgetOthers(stores, "");
    });
  }

  return { become, lend, returnHome };
}
