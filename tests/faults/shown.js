/** What a phone's pages show of what was written on it, rendered by the worker's own page code. */

import { clean } from "../../service_worker/fold/contribution.js";
import { NEEDS_YOU } from "../../service_worker/outbox.js";
import { createPages } from "../../service_worker/pages.js";
import { createRenderer } from "../../service_worker/renderer.js";
import { createRouter } from "../../service_worker/router.js";
import table from "../../static/dist/generated/table.json";
import templates from "../../static/dist/generated/templates.json";

const ASSETS = {
  "style.css": "/static/dist/style-1.css",
  "page.js": "/static/dist/page-1.js",
  "atlas.css": "/static/dist/atlas-1.css",
  "icon.svg": "/static/dist/icon-1.svg",
};
const NOUNS = "comment|proposal|project|shift|support|follow|sign_up";
const ELEMENT = new RegExp(`id="((?:${NOUNS})-[0-9a-f-]{36})" data-state="(\\w+)"`, "g");
const LETTER = /id="command-([0-9a-f-]{36})"/g;
const render = createRenderer(templates, table.catalogues);
const match = createRouter(table.pages);

/** Where a command shows, besides in the outbox; `projects`: those of shifts. */
const PLACES = {
  comment: ({ on }) => [`/projects/${on}`, `/proposals/${on}`],
  propose: (_args, id) => [`/proposals/${id}`],
  start_project: (_args, id) => [`/projects/${id}`],
  offer_shift: ({ project }) => [`/projects/${project}`],
  support: ({ proposal }) => [`/proposals/${proposal}`],
  withdraw_support: ({ proposal }) => [`/proposals/${proposal}`],
  follow: ({ on }) => [`/projects/${on}`, `/proposals/${on}`],
  unfollow: ({ on }) => [`/projects/${on}`, `/proposals/${on}`],
  sign_up: ({ shift }, _id, projects) => ofShift(projects, shift),
  withdraw_sign_up: ({ shift }, _id, projects) => ofShift(projects, shift),
};

/**
 * `{me, commands, letters, pages}`: the reader, their commands, how often each stands in the
 * outbox, and the pages of the latest, `most` of them.
 */
export async function shown(phone, most) {
  const { me, commands, scopes } = await phone.replica.snapshot([]);
  const outbox = await page(phone, "/outbox");
  const projects = projectsOf(scopes, commands);
  const placesOf = (command) => places(command, projects);
  const paths = [...new Set(commands.toReversed().flatMap(placesOf))].filter(match);
  const pages = [];
  const refused = new Set(commands.filter(({ status }) => NEEDS_YOU.has(status)).map(({ id }) => id));
  for (const path of paths.slice(0, most)) pages.push(await facts(phone, path, refused));
  const told = commands.map(({ id, name, args, actor, status, code }) =>
    ({ id, name, args, actor, status, code, text: clean(args.body),
       places: placesOf({ id, name, args }) }));
  return { me, commands: told, letters: counted(outbox.html, LETTER), pages };
}

/** The paths of the pages on which a command shows. */
export const places = ({ name, args, id }, projects = {}) => PLACES[name]?.(args, id, projects) ?? [];

const ofShift = (projects, shift) => (projects[shift] ? [`/projects/${projects[shift]}`] : []);

/** The project of each shift that stands in lists here, or is on its way: {shift: project}. */
function projectsOf(scopes, commands) {
  const cards = Object.values(scopes.get("public")?.docs ?? {});
  const offered = commands.filter(({ name }) => name === "offer_shift");
  const found = offered.map(({ id, args }) => [id, args.project]);
  for (const { id, project, starts } of cards) if (starts) found.push([id, project]);
  return Object.fromEntries(found);
}

/** What a page says and shows; on a tablet as the `visit` sees it. */
export async function facts(phone, path, refused, visit = null) {
  const { html, context } = await page(phone, path, visit);
  if (html === null) return { path, there: false };
  const read = context.project ?? context.proposal;
  const { root } = read;
  const scope = `${context.project ? "project" : "proposal"}:${root.id}`;
  const docs = (await phone.replica.snapshot([scope])).scopes.get(scope)?.docs ?? {};
  const counts = (kind) => (body) =>
    !body.hidden && (`${kind}:${body.id}` in docs || !refused.has(body.id));
  return {
    path,
    there: true,
    hidden: Boolean(root.hidden),
    standing: root.state ?? "",
    // What was never sent and waits to be decided offers nothing else.
    offers: Boolean(root.created) || root.sync === "pending",
    elements: [...html.matchAll(ELEMENT)].map(([, id, state]) => [id, state]),
    texts: Object.fromEntries([
      ...[root].filter(isShown).map(textOf(context.project ? "project" : "proposal")),
      ...read.comment.filter(isShown).map(textOf("comment")),
    ]),
    shifts: [...(read.shift ?? []), ...(read.shift_over ?? [])].filter(isOffered).map(({ id }) => id),
    sums: sums(root, read, counts),
  };
}

const isShown = ({ hidden }) => !hidden;
const textOf = (noun) => ({ id, author, text, revision, sync }) =>
  [`${noun}-${id}`, { author: author.id ?? author, text, revision, sync }];
const isOn = ({ cancelled }) => !cancelled;
/** Whose change was refused stands there to be decided, and offers nothing. */
const isOffered = (shift) => isOn(shift) && shift.sync !== "rejected";

/** What the page says there is, and what there is: {name: [said, found]}. */
function sums(root, read, counts) {
  const found = { comments: read.comment.filter(counts("comment")).length };
  if (read.shift) {
    const shifts = [...read.shift, ...read.shift_over].filter(isOn);
    found.shifts = shifts.filter(counts("shift")).length;
    found.proposals = read.proposal.filter(counts("proposal")).length;
  }
  return Object.fromEntries(Object.entries(found).map(([name, many]) => [name, [root[name], many]]));
}

async function page(phone, path, visit = null) {
  let context = null;
  const pages = pagesOf(phone, (values) => (context = values));
  const html = await pages.show(match(path), new URL(path, "http://localhost"), visit);
  return { html, context };
}

/** The worker's pages over a phone's replica; `sees(context)` is called with what is rendered. */
export function pagesOf(phone, sees = () => {}) {
  return createPages({
    replica: phone.replica,
    render: (template, values) => {
      sees(values);
      return render(template, values);
    },
    storage: { estimate: async () => ({ usage: 1 }), persisted: async () => false },
    now: () => phone.time,
    build: "b0",
    assets: ASSETS,
  });
}

function counted(html, pattern) {
  const found = {};
  for (const [, id] of html.matchAll(pattern)) found[id] = (found[id] ?? 0) + 1;
  return found;
}
