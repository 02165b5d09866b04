/** Takes everything from this device that Kokommune has put there, and brings nothing back. */

/**
 * `remove()` gives whether all is gone: without an answer of the server the session's cookie would
 * stay, so then nothing is touched. It may be called again. `beginAnew()` ends the silence after it.
 *
 * `db` as in database.js, `post` as in wire.js, `alone(work)` runs work while nothing synchronises,
 * `unregister()` takes the worker away.
 */
export function createRemoval({ db, post, caches, alone, unregister }) {
  let going = null;

  const remove = () => alone(attempt);

  async function attempt() {
    if (!(await signOut())) return false;
    going = Promise.all([db.destroy(), emptied(caches), unregister()]);
    await going;
    return true;
  }

  async function signOut() {
    try {
      return (await post("/session/end", { everything: true })).status === 200;
    } catch {
      return false;
    }
  }

  async function beginAnew() {
    await going;
    going = null;
    db.allow();
  }

  return { remove, beginAnew, isGone: () => going !== null };
}

async function emptied(caches) {
  const names = (await caches?.keys()) ?? [];
  await Promise.all(names.map((name) => caches.delete(name)));
}
