/** What belongs to one person among the documents of this device. */

const MINE = "me:";

/** Whether a scope is somebody's own. */
export const isPersonal = (scope) => scope.startsWith(MINE);

/** Forget the own documents of everyone but `actor`; within a transaction. */
export async function forgetOthers({ cursors, documents }, actor) {
  const kept = `${MINE}${actor}`;
  for (const scope of await cursors.getAllKeys()) {
    if (!isPersonal(scope) || scope === kept) continue;
    await cursors.delete(scope);
    await documents.delete(scope);
  }
}
