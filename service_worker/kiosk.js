/** A tablet in public: one document at one address, and nothing of whoever touches it. */

const SETTING = "kiosk";

/** Nobody: what a tablet shows before anybody has touched it. */
const NOBODY = { actor: "", name: "", commands: [], language: "" };

/**
 * `page`: the row of the page table for the tablet's document; `paths`: those of the pages that it
 * may show; `pages` as in pages.js.
 *
 * `set(shows)` makes this browser a kiosk, or with null one that is none any more; `shows` are the
 * neighbourhoods that it is about, none for the whole town. `shell(url)` gives the document, or null
 * where this is no kiosk or nothing was pulled yet. `away(url)` says where a browser that was a kiosk
 * is led instead; "" where it may go there, as all others may. `show(match, url, visit)` gives a page
 * for a visit `{actor, name, commands, language}`, of which nothing is kept.
 */
export function createKiosk({ db, pages, page, paths }) {
  let known = null;

  /** Undefined where this browser never was a kiosk, null where it is none any more. */
  function shows() {
    known ??= db
      .transaction(["settings"], "readonly", ({ settings }) => settings.get(SETTING))
      .then((setting) => setting?.value);
    known.catch(() => {
      known = null;
    });
    return known;
  }

  async function set(value) {
    await db.transaction(["settings"], "readwrite", ({ settings }) =>
      settings.put({ name: SETTING, value }),
    );
    known = Promise.resolve(value);
  }

  async function shell(url) {
    try {
      if (!(await shows())) return null;
      return await pages.show({ page, values: {} }, new URL(page.path, url), NOBODY);
    } catch (error) {
      console.error(error);
      return null;
    }
  }

  /** Strangers still stand before it: what they wrote here nobody would send, and others would read. */
  async function away(url) {
    const wasOne = (await shows().catch(() => undefined)) === null;
    return wasOne && url.pathname !== page.path ? new URL(page.path, url).href : "";
  }

  async function show(found, url, visit) {
    if (!(await shows())) return null;
    if (url.pathname === page.path) return pages.show({ page, values: {} }, url, visit);
    return found && paths.includes(found.page.path) ? pages.show(found, url, visit) : null;
  }

  return { set, shell, away, show };
}
