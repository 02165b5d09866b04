/** The language of this phone's pages: the mirror of the cookie, which workers cannot read. */

/** Keep what was chosen; where nothing was yet, what the first page `spoke`. */
export function speak(db, chosen, spoken) {
  return db.transaction(["settings"], "readwrite", async ({ settings }) => {
    const known = (await settings.get("language"))?.value;
    const value = chosen || known || spoken;
    if (value && value !== known) await settings.put({ name: "language", value });
  });
}
