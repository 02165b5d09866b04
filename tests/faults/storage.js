/** Databases whose transactions can be cut off, that lose their connection, and run out of room. */

import { dies, forever } from "./life.js";

/** What cuts a transaction off in the middle. */
class Cut extends Error {}

/**
 * From now on each transaction of `db` is one in which `life` may end, that loses the connection, or
 * that finds no room on the `disk`.
 *
 * `life`: `{kill, loss, isOver, ends()}`; `kill`, `loss`: `{at, when}`, the n-th transaction and
 * where in it. `disk`: `{quota}`, and that `{store, at, stays}`: the n-th time that something is
 * written to this store (none: to any) there is no room, and with `stays` none from then on.
 */
export function breaks(db, life, disk) {
  const { transaction } = db;

  async function broken(names, mode, work) {
    if (life.isOver) return forever();
    const when = due(life.kill);
    if (when === "before") return dies(life);
    if (when === "inside") {
      const cut = async (stores) => {
        await work(stores);
        throw new Cut();
      };
      await transaction(names, mode, cut).catch(() => {});
      return dies(life);
    }
    const lost = due(life.loss);
    if (lost === "before") (await db.open()).close();
    const does = lost === "inside" ? interrupted(db, work) : work;
    const result = await transaction(names, mode, (stores) => does(limited(stores, disk)));
    if (life.isOver) return forever();
    return when === "after" ? dies(life) : result;
  }

  // The modules have this database in hand already, and ask it for each transaction.
  db.transaction = broken;
}

/** Whether it is this transaction, and then where in it. */
function due(trouble) {
  if (!trouble) return "";
  trouble.at -= 1;
  return trouble.at === 0 ? trouble.when : "";
}

/** Work in whose first transaction the browser closes the connection. */
function interrupted(db, work) {
  let isOpen = true;
  return async (stores) => {
    const result = await work(stores);
    if (!isOpen) return result;
    isOpen = false;
    (await db.open()).close();
    throw new DOMException("connection lost", "AbortError");
  };
}

function limited(stores, disk) {
  if (!disk.quota) return stores;
  const each = Object.entries(stores).map(([name, store]) => [name, scarce(name, store, disk)]);
  return Object.fromEntries(each);
}

function scarce(name, store, disk) {
  const write = (verb) => (record) => {
    if (isFull(disk.quota, name)) throw new DOMException("full", "QuotaExceededError");
    return store[verb](record);
  };
  return new Proxy(store, {
    get: (real, verb) => {
      if (verb === "put" || verb === "add") return write(verb);
      const value = real[verb];
      return typeof value === "function" ? value.bind(real) : value;
    },
  });
}

function isFull(quota, name) {
  if (!quota || (quota.store && quota.store !== name)) return false;
  quota.at -= 1;
  return quota.stays ? quota.at <= 0 : quota.at === 0;
}

/** What work has given, or "full" where it found no room. */
export async function noRoom(work) {
  try {
    return await work;
  } catch (error) {
    if (error?.name !== "QuotaExceededError") throw error;
    return "full";
  }
}
