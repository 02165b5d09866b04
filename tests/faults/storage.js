/** Databases whose transactions can be cut off, and run out of room. */

const forever = () => new Promise(() => {});

/** What cuts a transaction off in the middle. */
class Cut extends Error {}

/**
 * From now on each transaction of `db` is one in which `life` may end, or that finds no room.
 *
 * `life`: `{kill, quota, isOver, ends()}`; `kill`: `{at, when}`, the n-th transaction and where in
 * it; `quota`: the n-th time that something is written to the store `scarce`.
 */
export function breaks(db, life, scarce) {
  const { transaction } = db;

  async function broken(names, mode, work) {
    if (life.isOver) return forever();
    const when = due(life);
    if (when === "before") return dies(life);
    if (when === "inside") {
      const cut = async (stores) => {
        await work(stores);
        throw new Cut();
      };
      await transaction(names, mode, cut).catch(() => {});
      return dies(life);
    }
    const result = await transaction(names, mode, (stores) => work(short(stores, life, scarce)));
    if (life.isOver) return forever();
    return when === "after" ? dies(life) : result;
  }

  // The modules have this database in hand already, and ask it for each transaction.
  db.transaction = broken;
}

/** The process is gone: whoever waits for this waits for ever. */
export function dies(life) {
  life.ends?.();
  return forever();
}

function due(life) {
  if (!life.kill) return "";
  life.kill.at -= 1;
  return life.kill.at === 0 ? life.kill.when : "";
}

function short(stores, life, scarce) {
  if (!life.quota || !stores[scarce]) return stores;
  const write = (name) => (record) => {
    life.quota -= 1;
    if (life.quota === 0) throw new DOMException("full", "QuotaExceededError");
    return stores[scarce][name](record);
  };
  const store = new Proxy(stores[scarce], {
    get: (real, name) => {
      if (name === "put" || name === "add") return write(name);
      const value = real[name];
      return typeof value === "function" ? value.bind(real) : value;
    },
  });
  return { ...stores, [scarce]: store };
}
