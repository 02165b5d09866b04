/** Whose contributions whoever reads on this device may see. */

/** The stores that `authorship` reads. */
export const PEOPLE = ["settings", "identities", "documents"];

/**
 * `{me, guest, owns(command)}` within a transaction over PEOPLE: the reader, whether they have no
 * account, and whether a command is their own.
 *
 * One's own is what `me` wrote, and what a guest wrote who has been taken along into that account.
 * Who has no account sees what all guests of this device wrote. Everything else is another's:
 * neither its text nor its place is shown.
 */
export async function authorship({ settings, identities, documents }) {
  const [setting, people] = await Promise.all([settings.get("me"), identities.getAll()]);
  const me = setting?.value ?? "";
  const known = me ? (await documents.get(`me:${me}`))?.docs[`me:${me}`] : undefined;
  const open = new Set(people.filter(({ closed }) => !closed).map(({ actor }) => actor));
  const taken = new Set(people.filter(({ account }) => account).map(({ actor }) => actor));
  const accounts = new Map(people.map(({ actor, account }) => [actor, account]));
  const guest = !me || (known ? known.guest : open.has(me));
  const owns = ({ actor }) => {
    if (actor === me) return true;
    return taken.has(actor) ? accounts.get(actor) === me : guest && open.has(actor);
  };
  return { me, guest, owns };
}

/** Commands as `{own, others}`, of those that are not settled yet. */
export function parted(commands, { owns }) {
  return { own: commands.filter(owns), others: commands.filter((command) => !owns(command)) };
}
