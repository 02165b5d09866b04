/** The guest that a page is where no worker keeps one. */

import { newIdentity } from "../../service_worker/identity.js";

const KEY = "kokommune.identities";
/** Those of this page, where its browser did not take them. */
let unkept = null;

/** Guests that were made on pages and that no worker has taken over yet. */
export function localIdentities() {
  try {
    return unkept ?? JSON.parse(localStorage.getItem(KEY) ?? "[]");
  } catch {
    return [];
  }
}

/** The guest to write as: the outbox's own, else one that a page made, else a new one. */
export async function guest(db) {
  const own = (await outboxIdentity(db)) ?? localIdentities()[0];
  if (own) return own;
  const made = await newIdentity();
  // Another form or tab may have made one meanwhile, and only one of them would be kept.
  const [first = made] = localIdentities();
  keep([first]);
  return first;
}

/** Forget guests that are a worker's by now, or an account's; gives whether there were any. */
export function handedOver(actors) {
  const all = localIdentities();
  const left = all.filter(({ actor }) => !actors.includes(actor));
  const isAny = left.length < all.length;
  if (isAny) keep(left);
  return isAny;
}

async function outboxIdentity(db) {
  try {
    return await db.transaction(["identities", "settings"], "readonly", async (stores) => {
      const me = (await stores.settings.get("me"))?.value;
      const all = (await stores.identities.getAll()).filter(({ closed }) => !closed);
      return all.find(({ actor }) => actor === me) ?? all[0];
    });
  } catch {
    return undefined;
  }
}

function keep(identities) {
  try {
    localStorage.setItem(KEY, JSON.stringify(identities));
    unkept = null;
  } catch {
    // Private windows may have no storage, or a full one: the guest lives as long as this page.
    unkept = identities;
  }
}
