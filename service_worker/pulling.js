/** Asking for documents, page by page. */

import { createStaging } from "./staging.js";
import { NoAnswer } from "./wire.js";

/** `{request, collect}`: what to ask for, and all pages of the answer. */
export function createPulling({ post, schema }) {
  /** `brief`: of what has nothing new no word, and no sums to count by. */
  function request({ state, cursors, cards, partial }, want, { brief }) {
    const lively = want.includes("public") && (cards === null || partial);
    const read = cursors.filter(({ scope, cursor }) => cursor && want.includes(scope));
    const have = Object.fromEntries(read.map(({ scope, cursor }) => [scope, cursor]));
    const { epoch, differing } = state;
    const extras = {
      ...(brief && { brief }),
      ...(lively && { lively }),
      ...(differing && { differing }),
    };
    return { schema, epoch, have, want, ...extras };
  }

  /** `first`: the page that came with a push, or null; the plan's `partial`: a part of `public` is here. */
  async function collect(first, asked, { partial, cursors }) {
    const staging = createStaging();
    staging.take(first ?? (await page(asked)));
    const own = unasked(asked, staging.head, cursors);
    if (own && staging.head.schema === schema) await takeWhole(staging, own);
    // The rest of a large town comes page by page, each promoted for itself.
    const later = partial || staging.scopes.get("public")?.partial ? ["public"] : [];
    let have = staging.unfinished(later);
    while (Object.keys(have).length > 0) {
      const { epoch } = staging.head;
      staging.take(await page({ schema, epoch, have, want: Object.keys(have) }));
      have = staging.unfinished(later);
    }
    return staging;
  }

  async function takeWhole(staging, scope) {
    const { epoch } = staging.head;
    staging.take(await page({ schema, epoch, have: {}, want: [scope] }));
  }

  async function page(asked) {
    const { status, body } = await post("/sync/pull", asked);
    if (status !== 200) throw new NoAnswer(`status ${status}`);
    return body;
  }

  return { request, collect };
}

/**
 * The scope of whoever turns out to be signed in, where it is not here and was not asked for; else
 * "". Pages that know who reads them show what is theirs.
 */
function unasked({ want }, { session, actor }, cursors) {
  const scope = `me:${actor}`;
  const isKnown = want.includes(scope) || cursors.some((each) => each.scope === scope && each.held);
  return session === "active" && !isKnown ? scope : "";
}
