/** What a browser keeps besides databases, and what somebody may leave in it. */

const NOT_THERE = "project:01950000-0000-7000-8000-00000000dead";

/** `window` is what traces.js looks at; `plant(what)` leaves something that should not be there. */
export class Litter {
  #jar = { cookie: "" };
  #caches = new Set(["assets-b0"]);
  #local = storage();
  #session = storage();

  window(indexedDB) {
    const [caches, jar] = [this.#caches, this.#jar];
    return {
      indexedDB,
      localStorage: this.#local,
      sessionStorage: this.#session,
      caches: { keys: async () => [...caches], delete: async (name) => caches.delete(name) },
      navigator: { storage: {} },
      document: {
        get cookie() {
          return jar.cookie;
        },
        // One cookie is planted, and it is only ever taken away.
        set cookie(_text) {
          jar.cookie = "";
        },
      },
    };
  }

  /** In the databases of this tablet, too. */
  async plant(what, { db, replica }) {
    const put = (name, record) =>
      db.transaction([name], "readwrite", (stores) => stores[name].put(record));
    const kinds = {
      cookie: () => (this.#jar.cookie = "planted=1"),
      local: () => (this.#local.planted = "1"),
      session: () => (this.#session.planted = "1"),
      cache: () => this.#caches.add("pages"),
      draft: () => put("drafts", { key: "planted" }),
      setting: () => put("settings", { name: "me", value: "planted" }),
      opened: () => replica.touch([NOT_THERE], "2026-03-14T12:00:00Z"),
    };
    await kinds[what]();
  }
}

function storage() {
  const content = {};
  const clear = () => Object.keys(content).forEach((name) => delete content[name]);
  return Object.defineProperty(content, "clear", { value: clear });
}
