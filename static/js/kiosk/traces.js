/** What may be on a tablet while nobody is there, and taking away everything else. */

import { FACTS, NAME as OWN } from "./store.js";

const KOKOMMUNE = "kokommune";
const DATABASES = new Set([KOKOMMUNE, OWN]);
const PEOPLES = ["commands", "identities", "drafts"];
const SETTINGS = new Set(["kiosk", "language", "session"]);
const ENVELOPE = "ct,epk,id,iv,kid";
const CACHES = /^(assets-.*|town)$/;
const STORES = [...PEOPLES, "settings", "cursors", "documents"];

/**
 * `db`: the database of the app, `store` as in store.js, `page`: a window. `wipe()`
 * takes away what is not public and not sealed; `find()` gives the names of what is still there.
 */
export function createTraces({ db, store, page }) {
  const { indexedDB, localStorage, sessionStorage, document, caches } = page;
  const { storage } = page.navigator;

  async function wipe() {
    localStorage.clear();
    sessionStorage.clear();
    for (const name of cookies()) document.cookie = `${name}=; Path=/; Max-Age=0; SameSite=Lax`;
    await Promise.all([wipeDatabase(), wipeOthers(), wipeCaches(), wipeFiles()]);
  }

  /** Where there is no database yet there is nothing in it. */
  async function wipeDatabase() {
    if (!(await isThere())) return;
    await db.transaction(STORES, "readwrite", async (stores) => {
      await Promise.all(PEOPLES.map((name) => stores[name].clear()));
      for (const name of await stores.settings.getAllKeys()) {
        if (!SETTINGS.has(name)) await stores.settings.delete(name);
      }
      await stores.settings.put({ name: "session", value: { session: "none", actor: "" } });
      for (const record of await stores.cursors.getAll()) await wipeCursor(stores, record);
    });
  }

  /** When somebody opened a page is not kept, and nobody's own documents are. */
  async function wipeCursor({ cursors, documents }, record) {
    if (isPersonal(record)) {
      await cursors.delete(record.scope);
      await documents.delete(record.scope);
    } else if (record.used) await cursors.put({ ...record, used: "" });
  }

  async function wipeOthers() {
    const names = (await databases()).filter((name) => !DATABASES.has(name));
    await Promise.all(names.map((name) => deleted(indexedDB.deleteDatabase(name))));
  }

  async function wipeCaches() {
    const names = (await caches.keys()).filter((name) => !CACHES.test(name));
    await Promise.all(names.map((name) => caches.delete(name)));
  }

  async function wipeFiles() {
    const folder = await storage.getDirectory?.();
    for await (const name of folder?.keys() ?? []) await folder.removeEntry(name, { recursive: true });
  }

  async function find() {
    const found = await Promise.all([database(), sealed(), caches.keys(), databases(), files()]);
    const [inDatabase, inStore, kept, known, inFiles] = found;
    return [
      ...inDatabase,
      ...inStore,
      ...kept.filter((name) => !CACHES.test(name)).map((name) => `cache ${name}`),
      ...known.filter((name) => !DATABASES.has(name)).map((name) => `database ${name}`),
      ...inFiles.map((name) => `file ${name}`),
      ...cookies().map((name) => `cookie ${name}`),
      ...Object.keys(localStorage).map((name) => `local ${name}`),
      ...Object.keys(sessionStorage).map((name) => `session ${name}`),
    ];
  }

  async function database() {
    if (!(await isThere())) return [];
    return db.transaction(STORES, "readonly", async (stores) => {
      const counts = await Promise.all(PEOPLES.map((name) => stores[name].count()));
      const settings = await stores.settings.getAll();
      const cursors = await stores.cursors.getAll();
      return [
        ...PEOPLES.filter((_, at) => counts[at] > 0),
        ...settings.filter(isForeign).map(({ name }) => `setting ${name}`),
        ...cursors.filter((each) => isPersonal(each) || each.used).map(({ scope }) => scope),
      ];
    });
  }

  async function sealed() {
    const facts = (await store.facts()).filter((name) => !FACTS.includes(name));
    const kept = [...(await store.all()), ...(await store.sent())];
    const open = kept.filter(({ envelope }) => !isEnvelope(envelope));
    return [...facts.map((name) => `fact ${name}`), ...open.map(() => "unsealed")];
  }

  async function files() {
    const folder = await storage.getDirectory?.();
    const names = [];
    for await (const name of folder?.keys() ?? []) names.push(name);
    return names;
  }

  async function isThere() {
    return (await databases()).includes(KOKOMMUNE);
  }

  async function databases() {
    return (await indexedDB.databases()).map(({ name }) => name);
  }

  function cookies() {
    const pairs = document.cookie.split("; ").filter(Boolean);
    return pairs.map((pair) => pair.split("=")[0]);
  }

  return { wipe, find };
}

function isPersonal({ scope }) {
  return scope.startsWith("me:");
}

function isForeign({ name, value }) {
  return name === "session" ? Boolean(value.actor) : !SETTINGS.has(name);
}

function isEnvelope(envelope) {
  return Object.keys(envelope).sort().join() === ENVELOPE;
}

function deleted(request) {
  return new Promise((resolve) => {
    for (const type of ["success", "error", "blocked"]) request.addEventListener(type, resolve);
  });
}
