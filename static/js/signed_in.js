/** Before and after a ceremony, on this page: see signing_in.js. */

import { createDatabase } from "../../service_worker/database.js";
import { createWire } from "../../service_worker/wire.js";
import { ask } from "./link.js";
import { createSigningIn } from "./signing_in.js";

export const { beforeCeremony, begins, signedIn, signedOut, undisturbed } = createSigningIn({
  db: createDatabase(globalThis.indexedDB, { mayUpgrade: false }),
  ask,
  post: createWire({ fetch: (...request) => globalThis.fetch(...request) }),
  locks: navigator.locks,
});
