/** Phones that are wrong on purpose: the harness has to see it. */

const OURS = "Kokommune-Sync";
const isPush = (path) => path === "/sync/push";

export const MUTANTS = {
  /** Keeps nothing of what has arrived. */
  forget_what_arrived: (phone) => {
    const runs = phone.runs.bind(phone);
    phone.runs = async (troubles) => {
      const outcome = await runs(troubles);
      for (const { id, status } of await phone.outbox()) {
        if (status === "settled") await loses(phone, id);
      }
      return outcome;
    };
  },

  /** Takes any answer of status 200 as "carried out", whoever gives it. */
  settle_on_200: (phone) => changes(phone, (answer, { commands }) => {
    const done = { status: "applied", version: 0, scopes: [], code: "" };
    answer.headers.set(OURS, "1");
    answer.body = { ...answer.body, results: commands.map(({ id }) => ({ id, ...done })) };
  }, ({ status }) => status === 200),

  /** Takes a status of 400 to 499 as "never send this again", whoever says it. */
  drop_on_4xx: (phone) => changes(phone, async (_answer, { commands }) => {
    for (const { id } of commands) await loses(phone, id);
  }, ({ status }) => status >= 400 && status < 500),

  /** Discards nothing. */
  keep_discarded: (phone) => (phone.discards = async () => {}),

  /** Takes a command for settled when the server has it, not when its effect is here. */
  settle_early: (phone) => changes(phone, async ({ body }) => {
    for (const result of body.results ?? []) Object.assign(result, { scopes: [], version: 0 });
    if (body.pull) body.pull.scopes = {};
  }, ({ status, headers }) => status === 200 && headers.get(OURS) === "1"),

  /** Shows what stood there before somebody has changed it. */
  show_old_words: (phone) => snapshots(phone, (found, names) => (
    names.length ? { ...found, commands: found.commands.filter(isNoEdit) } : found)),

  /** Lays what has arrived over the replica once more, and does not see that it is there. */
  fold_twice: (phone) => snapshots(phone, laidOver),
};

/** Without asking whether its author may decide about it. */
function loses({ db }, id) {
  return db.transaction(["commands"], "readwrite", async ({ commands }) => {
    const found = (await commands.getAll()).find((command) => command.id === id);
    if (found) await commands.delete(found.seq);
  });
}

const isNoEdit = ({ name }) => !name.startsWith("edit_");

/** Pages see what `change` makes of a snapshot of these scopes. */
function snapshots(phone, change) {
  const starts = phone.starts.bind(phone);
  phone.starts = () => {
    starts();
    const { snapshot } = phone.replica;
    phone.replica.snapshot = async (names) => change(await snapshot(names), names);
  };
}

function laidOver(found) {
  const arrived = new Set(found.commands.map(({ id }) => `comment:${id}`));
  const unseen = ([key]) => !arrived.has(key);
  const scopes = [...found.scopes].map(([name, { docs }]) =>
    [name, { docs: Object.fromEntries(Object.entries(docs).filter(unseen)), reached: 0 }]);
  const commands = found.commands.map((command) => ({ ...command, status: "waiting" }));
  return { ...found, commands, scopes: new Map(scopes) };
}

function changes(phone, change, concerns) {
  const { town } = phone;
  phone.town = {
    fetchFor: () => {
      const fetch = town.fetchFor(phone);
      return async (path, request) => {
        const response = await fetch(path, request);
        if (!isPush(path) || !concerns(response)) return response;
        const { status } = response;
        const text = await response.text();
        const answer = { body: json(text), headers: new Headers(response.headers) };
        await change(answer, JSON.parse(request.body));
        const said = answer.body === null ? text : JSON.stringify(answer.body);
        return new Response(said, { status, headers: answer.headers });
      };
    },
  };
}

/** null where a page came instead. */
function json(text) {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
