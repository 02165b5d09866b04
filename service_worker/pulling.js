/** Asking for documents, page by page. */

import { createStaging } from "./staging.js";
import { NoAnswer } from "./wire.js";

/** `{request, collect}`: what to ask for, and all pages of the answer. */
export function createPulling({ post, schema }) {
  function request({ state, cursors, cards, partial }, want) {
    const lively = want.includes("public") && (cards === null || partial);
    const read = cursors.filter(({ scope, cursor }) => cursor && want.includes(scope));
    const have = Object.fromEntries(read.map(({ scope, cursor }) => [scope, cursor]));
    return { schema, epoch: state.epoch, have, want, ...(lively && { lively }) };
  }

  /** `first`: the page that came with a push, or null; `partial`: only a part of `public` is here. */
  async function collect(first, asked, partial) {
    const staging = createStaging();
    staging.take(first ?? (await page(asked)));
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

  async function page(asked) {
    const { status, body } = await post("/sync/pull", asked);
    if (status !== 200) throw new NoAnswer(`status ${status}`);
    return body;
  }

  return { request, collect };
}
