/** The town's map: from the worker, else from the server. */

/** `town()` gives `{bounds, outlines: [{id, name, look, shape}]}`, or null where nobody knows. */
export function createTown({ ask, post, schema }) {
  let known = null;

  return async function town() {
    known ??= (await ask({ type: "map" })) ?? (await pulled().catch(() => null));
    return known;
  };

  async function pulled() {
    const { body } = await post("/sync/pull", { schema, epoch: "", have: {}, want: ["map"] });
    const documents = body.scopes?.map?.put ?? [];
    const root = documents.find(({ key }) => key === "map");
    const outlines = documents.filter(({ kind }) => kind === "outline").map(({ body: own }) => own);
    return root ? { bounds: root.body.bounds, outlines } : null;
  }
}
