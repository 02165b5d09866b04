/** The page's script: everything works without it, and offline with it. */

import { createDatabase } from "../../service_worker/database.js";
import { createRemoval } from "../../service_worker/removal.js";
import { endSession, isLeaving } from "../../service_worker/signing_out.js";
import { createWire, NoAnswer } from "../../service_worker/wire.js";
import { schema } from "../dist/generated/table.json";
import { announce } from "./announce.js";
import { breath } from "./breath.js";
import { takeCode } from "./code_link.js";
import { createDirect } from "./direct.js";
import { isKept } from "./draft_form.js";
import { keepDrafts } from "./drafts.js";
import { showEmptied } from "./emptied.js";
import { createForms } from "./forms.js";
import { handedOver, localIdentities } from "./guest.js";
import { showHomeScreen, watchForInstalling } from "./home_screen.js";
import { keepUp } from "./keeping_up.js";
import { chosenLanguage, createLanguageChoice } from "./language.js";
import { ask, connect, isControlled, on, say } from "./link.js";
import { createMaps } from "./map/lazy.js";
import { createTown } from "./map/town.js";
import { createMorph } from "./morph.js";
import { openWhatIsNamed } from "./opened_by_link.js";
import { createDiscard } from "./outbox.js";
import { createOutboxFile } from "./outbox_file.js";
import { createPasskeys } from "./passkeys/lazy.js";
import { printPaper, showPrint } from "./print.js";
import { createRemoving, showRemoving } from "./removing.js";
import { reloadCodes, share, showShare, tellCode } from "./share.js";
import { createSignOut } from "./sign_out.js";
import { undisturbed } from "./signed_in.js";
import { tellFreshness, tellTimes } from "./times.js";
import { watchForUpdates } from "./update_bar.js";
import { forgive, takeOver } from "./validity.js";
import { LANGUAGE, LOCALE, MAP } from "./words.js";

/** Settles when pages can be read without a network. */
export const ready = new Promise((resolve, reject) => {
  on("synced", (message) => {
    if (message.ready && isControlled()) resolve();
  });
  const connected = breath().then(breath).then(() => connect(greeting));
  connected.catch((error) => {
    if (!isControlled()) reject(error);
  });
});
// Without a worker there is nothing to wait for; who waits hears so, the console does not.
ready.catch(() => {});
// Where begin.js has brought this script, it has said so.
if (!globalThis.kokommune) {
  Object.defineProperty(globalThis, "kokommune", { value: Object.freeze({ ready }) });
}

const db = createDatabase(globalThis.indexedDB, { mayUpgrade: false });
const fetch = (...request) => globalThis.fetch(...request);
const post = createWire({ fetch });
const direct = createDirect({ post, schema, now: Date.now, leave, forget: handedOver });
const maps = createMaps({
  town: createTown({ ask, post, schema }),
  ask,
  words: MAP,
  language: LOCALE,
  breath,
});
const passkeys = createPasskeys({ db, post, fetch, direct, morph: () => morph() });
const removal = createRemoval({
  db,
  post,
  caches: globalThis.caches,
  alone: (work) => work(),
  unregister: async () => {},
});
const morph = createMorph({ enhance, dress, outlast });
const drafts = keepDrafts(db);
const outboxFile = createOutboxFile({ db, morph });
const signOut = createSignOut({ db, morph, keepDrafts: drafts.keepAll });

/** Whoever has signed out here is not who writes; where there is no database nobody has. */
async function leave() {
  if (await isLeaving(db).catch(() => false)) await undisturbed(() => endSession(db, post));
}
let invitation = () => {};

function greeting() {
  return {
    identities: localIdentities(),
    language: chosenLanguage(),
    spoken: LANGUAGE,
    since: Math.floor(performance.timeOrigin),
  };
}

function dress(page) {
  for (const form of page.forms) {
    if (form.method === "post") takeOver(form);
    // Drafts know whose a text is, and whether it was sent; what browsers put back does not.
    if (isKept(form) && form.autocomplete !== "off") form.autocomplete = "off";
  }
  tellTimes(page);
}

function enhance() {
  dress(document);
  takeCode();
  // What another person had typed is gone from the forms by now, and what they read goes, too.
  drafts.restore().then((isOther) => isOther && morph());
  outboxFile.show();
  showHomeScreen();
  showRemoving();
  maps.enhance();
  showShare();
  invitation();
  showPrint();
  passkeys.enhance();
}

/** What cannot be brought up to date does not stay for somebody else. */
async function outlast() {
  if (!(await drafts.restore())) return;
  if (document.body.dataset.renderedBy === "post") location.replace("/");
  else location.reload();
}

function awaitInvitation({ createInvitation }) {
  const redeemed = () => say({ type: "flush" });
  const { document, history, location, sessionStorage: storage } = globalThis;
  invitation = createInvitation({ post, NoAnswer, storage, location, history, document, redeemed });
  addEventListener("hashchange", invitation);
  invitation();
}

breath().then(enhance);
setInterval(() => tellTimes(document), 60_000);
watchForUpdates();
watchForInstalling();
openWhatIsNamed();
if (location.pathname === "/account") import("./invitation.js").then(awaitInvitation);
if (document.querySelector("[data-camera]")) {
  import("./camera/camera.js").then(({ offerCamera }) => offerCamera()).catch(console.warn);
}
keepUp(morph);
on("hello", ({ adopted }) => handedOver(adopted));
on("hello", outboxFile.show);
on("changed", morph);
on("outcomes", ({ outcomes }) => outcomes.forEach(announce));
on("synced", ({ ok, pulled_at }) => tellFreshness(ok, pulled_at));
document.addEventListener("submit", createLanguageChoice({ db }));
const { settle } = maps;
const { send } = passkeys;
document.addEventListener("submit", createForms({ db, direct, morph, ready, settle, send, drafts }));
document.addEventListener("click", createDiscard({ db, morph }));
document.addEventListener("click", outboxFile.click);
document.addEventListener("change", outboxFile.change);
document.addEventListener("click", createRemoving({ db, removal, emptied: showEmptied }));
document.addEventListener("submit", signOut.submit);
document.addEventListener("click", signOut.click);
document.addEventListener("click", share);
document.addEventListener("click", printPaper);
// Neither of the two rises from the picture that it is about.
for (const type of ["load", "error"]) document.addEventListener(type, tellCode, true);
addEventListener("online", reloadCodes);
document.addEventListener("input", ({ target }) => forgive(target));
