/** Pages from a database that several people have written into, not from a replica made up. */

import "fake-indexeddb/auto";

import { IDBFactory } from "fake-indexeddb";
import { createDatabase } from "../../service_worker/database.js";
import { createReplica } from "../../service_worker/replica.js";

const STORES = ["settings", "identities", "commands", "cursors", "documents", "state"];
const STATE = { name: "replica", epoch: "e", as_of: 1, pulled_at: "2026-05-01T10:00:00Z", full_at: "" };

/** The replica of a phone that holds `scopes` and these `commands`, and that `me` reads on. */
export async function sharedPhone({ me, guests, scopes, commands }, schema) {
  const db = createDatabase(new IDBFactory(), { mayUpgrade: true });
  await db.transaction(STORES, "readwrite", async (stores) => {
    await stores.settings.put({ name: "me", value: me });
    await stores.state.put({ ...STATE, schema });
    for (const actor of guests) await stores.identities.put({ actor, secret: "secret" });
    for (const [scope, docs] of Object.entries(scopes)) {
      await stores.documents.put({ scope, docs });
      await stores.cursors.put({ scope, cursor: "1 ~", held: true, version: 1, stamp: "1", used: "" });
    }
    for (const command of commands) await stores.commands.put(command);
  });
  return createReplica(db, schema);
}
