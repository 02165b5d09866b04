/** The page's script: everything works without it, and offline with it. */

import { createDatabase } from "../../service_worker/database.js";
import { createWire } from "../../service_worker/wire.js";
import { schema } from "../dist/generated/table.json";
import { announce } from "./announce.js";
import { createDirect } from "./direct.js";
import { createForms } from "./forms.js";
import { handedOver, localIdentities } from "./guest.js";
import { keepUp } from "./keeping_up.js";
import { connect, isControlled, on } from "./link.js";
import { createMorph } from "./morph.js";
import { createDiscard } from "./outbox.js";
import { tellFreshness, tellTimes } from "./times.js";
import { watchForUpdates } from "./update_bar.js";
import { forgive, takeOver } from "./validity.js";

const ready = new Promise((resolve, reject) => {
  on("synced", (message) => {
    if (message.ready && isControlled()) resolve();
  });
  connect(() => ({ identities: localIdentities() })).catch((error) => {
    if (!isControlled()) reject(error);
  });
});
// Without a worker there is nothing to wait for; who waits hears so, the console does not.
ready.catch(() => {});
Object.defineProperty(globalThis, "kokommune", { value: Object.freeze({ ready }) });

const db = createDatabase(globalThis.indexedDB, { mayUpgrade: false });
const fetch = (...request) => globalThis.fetch(...request);
const direct = createDirect({ post: createWire({ fetch }), schema, now: Date.now });
const morph = createMorph(enhance);

function enhance() {
  for (const form of document.forms) if (form.method === "post") takeOver(form);
  tellTimes();
}

enhance();
setInterval(tellTimes, 60_000);
watchForUpdates();
keepUp(morph);
on("hello", ({ adopted }) => handedOver(adopted));
on("changed", morph);
on("outcomes", ({ outcomes }) => outcomes.forEach(announce));
on("synced", ({ ok, pulled_at }) => tellFreshness(ok, pulled_at));
document.addEventListener("submit", createForms({ db, direct, morph, ready }));
document.addEventListener("click", createDiscard({ db, morph }));
document.addEventListener("input", ({ target }) => forgive(target));
