/** Where unsent texts are kept: beside the outbox; in this tab while that is not possible. */

import { turnOf } from "../../service_worker/turn.js";

const KEPT = 30 * 24 * 3_600_000;
const NAME = "kokommune.drafts";
const PEOPLE = ["settings", "identities"];
const STORES = ["drafts", ...PEOPLE];

/**
 * `{all, isGone, turn, keep, keepAtOnce, drop, dropInTab, ending}` of what stands in forms, by a name
 * of the form. It belongs to who wrote it.
 *
 * `tab` is sessionStorage, for where there is no database, or no time for it; `reader` as in reader.js.
 */
export function createDraftStore({ db, tab, now, reader }) {
  // Whose texts may stand here, the writer's first: as the page says, until the database has told.
  let known = reader();
  const isMine = ({ actor }) => known.includes(actor);

  /** What whoever writes here now has left in forms: {form: fields}. */
  async function all() {
    const kept = await looked();
    known = kept.actors;
    // A page that has ended meanwhile could not say that the database has it.
    const isKept = (draft) =>
      kept.drafts.some((other) => isMine(other) && isSame(other, draft.form, draft.fields));
    const left = inTab().filter((draft) => !isMine(draft) || !isKept(draft));
    // What somebody began as nobody is theirs from here on, and of nobody who comes after them.
    keepInTab(left.map((draft) => (isMine(draft) ? { ...draft, actor: known[0] } : draft)));
    const isOld = ({ saved_at }) => saved_at < new Date(now() - KEPT).toISOString();
    if (kept.drafts.some(isOld)) await inDatabase((stores) => tidy(stores, isOld), null, ["drafts"]);
    const fresh = [...kept.drafts.filter((draft) => !isOld(draft)), ...inTab()];
    return Object.fromEntries(fresh.filter(isMine).map(({ form, fields }) => [form, fields]));
  }

  /** The number that changes when somebody signs in or out. */
  function turn() {
    return inDatabase(({ settings }) => turnOf(settings), 0, PEOPLE, "readonly");
  }

  /** What is kept and who reads: without the lock of a write, which pages and sending wait for. */
  function looked() {
    return inDatabase(read, { drafts: [], actors: reader() }, STORES, "readonly");
  }

  /** Whether nothing of a form is kept, of nobody: it was sent or discarded, in another tab maybe. */
  async function isGone(form) {
    const kept = await inDatabase(({ drafts }) => drafts.getAll(), null, ["drafts"], "readonly");
    return kept !== null && [...kept, ...inTab()].every((draft) => draft.form !== form);
  }

  /**
   * Keep what stands in a form; what was typed since then stays in this tab. Where the page `ends`,
   * nothing is asked and waited for, which it would not live to hear.
   */
  async function keep(form, fields, ends = false) {
    const saved_at = time();
    const put = async ({ drafts, ...people }) => {
      // Who signs in while a text is kept has not written it.
      if (!known[0] && !ends) known = await actors(people);
      const [actor] = known;
      const put = drafts.put({ key: `${actor} ${form}`, form, actor, fields, saved_at });
      if (ends) drafts.transaction.commit();
      await put;
      return true;
    };
    const isKept = await inDatabase(put, false);
    if (isKept) keepInTab(inTab().filter((draft) => !isSame(draft, form, fields)));
    else if (others(form).length === inTab().length) keepAtOnce(form, fields);
  }

  /** Keep it in this tab, where the page may end any moment. */
  function keepAtOnce(form, fields) {
    keepInTab([...others(form), { form, actor: known[0], fields, saved_at: time() }]);
  }

  function dropInTab(form) {
    keepInTab(others(form));
  }

  /** Forget what stood in a form. */
  async function drop(form) {
    dropInTab(form);
    const { drafts, actors: whose } = await looked();
    if (!drafts.some((draft) => draft.form === form && whose.includes(draft.actor))) return;
    await inDatabase(({ drafts }) => removeOf(drafts, whose, form), null, ["drafts"]);
  }

  /**
   * What forgets it as a part of another transaction: `{stores, work(stores)}`, or null. It raises
   * Error "another_reader" where somebody has signed in or out since this `turn`.
   */
  async function ending(form, turn = null) {
    const there = (await db.open()).objectStoreNames;
    // A database that an older build has made keeps none.
    if (!STORES.every((name) => there.contains(name))) return null;
    const work = async (stores) => {
      if (turn !== null && turn !== (await turnOf(stores.settings))) throw new Error("another_reader");
      await remove(stores, form);
    };
    return { stores: STORES, work };
  }

  /** `otherwise` where there is no database, or one that an older build has made. */
  async function inDatabase(work, otherwise, stores = STORES, mode = "readwrite") {
    try {
      return await db.transaction(stores, mode, work);
    } catch {
      return otherwise;
    }
  }

  function time() {
    return new Date(now()).toISOString();
  }

  function others(form) {
    return inTab().filter((draft) => draft.form !== form || !isMine(draft));
  }

  function inTab() {
    try {
      return JSON.parse(tab.getItem(NAME) ?? "[]");
    } catch {
      return [];
    }
  }

  function keepInTab(drafts) {
    try {
      tab.setItem(NAME, JSON.stringify(drafts));
    } catch {
      // Where nothing can be stored, a text lives as long as its page.
    }
  }

  return { all, isGone, turn, keep, keepAtOnce, drop, dropInTab, ending };
}

function isSame(draft, form, fields) {
  return draft.form === form && JSON.stringify(draft.fields) === JSON.stringify(fields);
}

async function read({ drafts, ...people }) {
  return { drafts: await drafts.getAll(), actors: await actors(people) };
}

async function tidy({ drafts }, isOld) {
  for (const draft of await drafts.getAll()) if (isOld(draft)) await drafts.delete(draft.key);
}

async function remove({ drafts, ...people }, form) {
  await removeOf(drafts, await actors(people), form);
}

async function removeOf(drafts, whose, form) {
  for (const actor of whose) await drafts.delete(`${actor} ${form}`);
}

/**
 * Whose drafts may be shown: the writer's, and those of guests whom they took along; a guest of
 * this device was nobody before.
 */
async function actors({ settings, identities }) {
  const me = (await settings.get("me"))?.value ?? "";
  if (!me) return [me];
  const people = await identities.getAll();
  const isGuest = people.some(({ actor, closed }) => actor === me && !closed);
  const taken = people.filter(({ account }) => account === me).map(({ actor }) => actor);
  return [me, ...(isGuest ? [""] : []), ...taken];
}
