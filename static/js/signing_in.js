/** What a phone does before and after somebody signs in. */

import { LOCK } from "../../service_worker/lock.js";
import { signIn } from "../../service_worker/signing_in.js";
import { signOut } from "../../service_worker/signing_out.js";
import { unsent } from "./unsent.js";

const PATIENCE = 15_000;

/**
 * `ask(message, patience)` asks the worker, `post` as in wire.js, `locks`: navigator.locks or
 * nothing.
 */
export function createSigningIn({ db, ask, post, locks }) {
  /**
   * So that an account which a guest makes is that guest's: become the guest whom the server does
   * not know yet, or no longer, and send what waits. Gives whether nothing waits any more.
   */
  async function beforeCeremony() {
    try {
      await flush();
      const guest = await lostGuest();
      if (guest) await undisturbed(() => post("/session/guest", { secret: guest.secret }));
      if (guest) await flush();
    } catch (error) {
      // Without a network, or a database, what waits goes on waiting.
      console.warn(error);
    }
    return (await unsent(db, isComing)).own === 0;
  }

  /** Whoever writes here as a guest of this device, where the server has no session of theirs. */
  function lostGuest() {
    return db.transaction(["settings", "identities"], "readonly", async (stores) => {
      const me = (await stores.settings.get("me"))?.value;
      const session = (await stores.settings.get("session"))?.value;
      const guest = me && (await stores.identities.get(me));
      return guest && !guest.closed && session?.session === "none" ? guest : null;
    });
  }

  /**
   * Begin a session by this work, which gives its `{actor}`: from now on this device is theirs. It
   * is so before anything synchronises again, which would end that session for whoever has signed
   * out here before.
   */
  function begins(work) {
    return undisturbed(async () => {
      const answer = await work();
      await signIn(db, answer.actor).catch((error) => console.warn(error));
      return answer;
    });
  }

  /**
   * What waits for them goes out. Settles when that and what is theirs is here, or when it takes
   * too long: it comes by itself then.
   */
  function signedIn() {
    return flush({ person: true });
  }

  /** Nobody is signed in any more, and the server knows: an account was deleted. */
  async function signedOut() {
    await signOut(db).catch((error) => console.warn(error));
    await flush({ person: true });
  }

  /** Run work while nothing synchronises: answers that bring cookies do not overtake each other. */
  function undisturbed(work) {
    return locks ? locks.request(LOCK, work) : work();
  }

  function flush(fields = {}) {
    return ask({ type: "flush", asks: true, ...fields }, PATIENCE);
  }

  return { beforeCeremony, begins, signedIn, signedOut, undisturbed };
}

/** What was refused does not come by itself. */
function isComing({ status }) {
  return status === "waiting" || status === "needs_login";
}
