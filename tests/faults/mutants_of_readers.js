/** Phones that are wrong about who reads on them, and what for: the harness has to see it. */

import { all } from "../../service_worker/outbox.js";

const REPLICA = ["cursors", "documents", "state"];

export const READERS = {
  /** Throws away after each run what it was told. */
  forget_the_town: (phone) => {
    const runs = phone.runs.bind(phone);
    phone.runs = async (troubles) => {
      const outcome = await runs(troubles);
      await phone.db.transaction(REPLICA, "readwrite", (stores) =>
        Promise.all(REPLICA.map((name) => stores[name].clear())));
      return outcome;
    };
  },

  /** Shows its reader what everybody has written here. */
  show_all_letters: (phone) => {
    const starts = phone.starts.bind(phone);
    phone.starts = () => {
      starts();
      const { snapshot } = phone.replica;
      phone.replica.snapshot = async (names) =>
        ({ ...(await snapshot(names)), commands: await all(phone.db) });
    };
  },

  /** Says goodbye, and goes on as before. */
  never_sign_out: (phone) => (phone.accountSignsOut = async () => {}),
};
