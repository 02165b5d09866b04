/** Documents of the small town, and how they are read page by page. */

import { amount } from "../../../service_worker/sums.js";

/** What a scope amounts to, as the server says it. */
export function amountOf(documents) {
  const standing = [...documents].filter(([, { body }]) => body);
  const versions = standing.map(([key, { version }]) => [key, version]);
  return amount(Object.fromEntries(standing), Object.fromEntries(versions));
}

/** A page of a scope behind a cursor: at most `room` documents. */
export function pageOf(documents, { cursor, room, version: clock }) {
  const known = cursor !== undefined && Number(cursor.split(" ")[0]) <= clock;
  const [version, key] = known ? split(cursor) : [0, ""];
  const rows = [...documents]
    .map(([key, document]) => ({ key, ...document }))
    .filter((row) => row.version > version || (row.version === version && row.key > key))
    .sort((a, b) => a.version - b.version || (a.key < b.key ? -1 : 1));
  const shown = rows.slice(0, Math.max(0, room));
  const more = shown.length < rows.length;
  const last = more ? (shown.at(-1) ?? { version, key }) : { version: clock, key: "~" };
  return {
    to: `${last.version} ${last.key}`,
    more,
    reset: !known,
    put: shown.filter(({ body }) => body).map((row) => ({ kind: row.key.split(":")[0], ...row })),
    del: shown.filter(({ body }) => !body).map(({ key }) => key),
    ...(!more && amountOf(documents)),
  };
}

function split(cursor) {
  const at = cursor.indexOf(" ");
  return [Number(cursor.slice(0, at)), cursor.slice(at + 1)];
}

export const PROJECT = {
  line: "",
  phase: "idea",
  neighbourhood: "town",
  activity: "2026-03-01T10:00:00.000Z",
  comments: 0,
  proposals: 0,
  html: "",
  created: "2026-03-01T10:00:00.000Z",
  author: "",
  grew_from: "",
};
export const COMMENT = {
  created: "2026-03-02T10:00:00.000Z",
  edited: "",
  revision: 0,
};
