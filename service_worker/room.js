/** Room for the little that has to be written, also where storage is full. */

/** Do this work; where there is no room even for it, what the town can tell again goes first. */
export async function withRoom(db, work) {
  try {
    return await work();
  } catch (error) {
    if (error?.name !== "QuotaExceededError") throw error;
    await db.transaction(["cursors", "documents"], "readwrite", (stores) =>
      Promise.all(Object.values(stores).map((store) => store.clear())),
    );
    return work();
  }
}
