/** Tablets that are wrong on purpose: the harness has to see it. */

import { seal } from "../../static/js/kiosk/seal.js";
import { createVisit } from "../../static/js/kiosk/visit.js";

/** `mutate(page)`, after a page was put together. */
export const TABLETS = {
  /** Takes any answer of status 200 for "carried out". */
  drop_on_200: (page) => answers(page, ({ status, body }) => {
    if (status === 200) for (const result of body.results) result.status = "applied";
  }),

  /** Takes a status of 400 to 499 for "never send this again". */
  drop_on_4xx_at_tablets: (page) => answers(page, async (answer, { envelopes }) => {
    if (answer.status < 400) return;
    answer.status = 200;
    answer.body = { results: envelopes.map(({ id }) => ({ id, status: "applied" })) };
  }),

  /** Seals what was not answered once more, under a new id. */
  seal_anew: (page) => {
    const letters = lettersOf(page);
    asks(page, async (asked) => {
      const { envelopes } = asked;
      asked.envelopes = await Promise.all(envelopes.map(async (envelope) => {
        const letter = letters.get(envelope.id);
        if (!letter) return envelope;
        letters.tries += 1;
        const id = envelope.id.replace(/.{4}$/, String(letters.tries).padStart(4, "0"));
        const again = { ...letter, command: { ...letter.command, id } };
        return { ...(await seal(await page.store.fact("key"), again)), was: envelope.id };
      }));
      return (answer) => {
        const was = new Map(asked.envelopes.map(({ id, was: before }) => [id, before ?? id]));
        for (const result of answer.body?.results ?? []) result.id = was.get(result.id);
      };
    });
  },

  /** Keeps sending what the server has had. */
  keep_duplicates: (page) => answers(page, ({ body }) => {
    for (const result of body.results ?? []) {
      if (result.status === "duplicate") result.status = "retry";
    }
  }),

  /** Seals with the secret of another visit. */
  another_visit: (page) => {
    const { visit } = page.person;
    page.person.visit = async () => {
      const [found, { letter }] = [await visit(), await createVisit()];
      return { ...found, letter };
    };
  },

  /** Empties its store when it is no kiosk any more. */
  forget_when_revoked: (page) => answers(page, async ({ status }) => {
    if (status !== 401 && status !== 403) return;
    await page.store.db.transaction(["sealed"], "readwrite", ({ sealed }) => sealed.clear());
  }),

  /** Says for ever that somebody is signed in. */
  stay_signed_in: (page) => {
    const { postAsPerson } = page;
    page.postAsPerson = (path, body) =>
      postAsPerson(path, path === "/kiosk/heartbeat" ? { ...body, signed_in: true } : body);
  },

  /** Seals what was sent without an answer under a new id. */
  seal_own_anew: (page) => {
    const { wrote } = page.person;
    const before = new Set();
    page.person.wrote = (command, actor) => {
      const again = before.has(command.id);
      before.add(command.id);
      return wrote(again ? { ...command, id: command.id.replace(/.{4}$/, "0000") } : command, actor);
    };
  },

  /** Leaves what was stored while somebody was here. */
  no_wipe: (page) => (page.traces.wipe = async () => {}),

  /** Takes for arrived what waits, and shows it no more. */
  show_no_waiting: (page) => {
    const { note } = page.person;
    page.person.note = (command) => note({ ...command, status: "settled" });
  },

  /** Keeps nothing of what has arrived. */
  forget_what_was_sent: (page) => {
    const { settle } = page.store;
    page.store.settle = async (results) => {
      await settle(results);
      await page.store.db.transaction(["sent"], "readwrite", ({ sent }) => sent.clear());
    };
  },
};

const isSealed = (path) => path === "/kiosk/sealed";

/** `change(asked)` changes a request, and gives what changes its answer. */
function asks(page, change) {
  const { post } = page;
  page.post = async (path, body) => {
    if (!isSealed(path)) return post(path, body);
    const after = await change(body);
    const answer = await post(path, body);
    await after(answer);
    return answer;
  };
}

const answers = (page, change) => asks(page, (asked) => (answer) => change(answer, asked));

/** The letters of this document's visit, as if it had kept them. */
function lettersOf(page) {
  const letters = new Map();
  letters.tries = 0;
  const { visit } = page.person;
  page.person.visit = async () => {
    const found = await visit();
    return {
      ...found,
      letter: (command) => {
        const made = found.letter(command);
        letters.set(command.id, made);
        return made;
      },
    };
  };
  return letters;
}
