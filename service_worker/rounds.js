/** What the rounds of one run have to ask and to send. */

/** Whether more of `public` is to come. */
function isPartial({ scopes }) {
  return Boolean(scopes.get("public")?.more);
}

/** Scopes that this run need not ask for again. */
export function askedIn(scopes, { plan, staging, change, done }) {
  if (!change.fits && !done.squeezed) {
    // There is some room now: once more.
    done.squeezed = true;
    return [];
  }
  // The rest of a large town comes page by page.
  const goesOn = change.fits && plan.partial && isPartial(staging);
  return goesOn ? scopes.filter((scope) => scope !== "public") : scopes;
}

/** Scopes that commands have changed after this run had asked for them: they are due once more. */
export function changedBy(results, asked) {
  return results.flatMap(({ scopes = [] }) => scopes).filter((scope) => !asked.includes(scope));
}

/** Whatever this run has asked and sent may be asked and sent once more. */
export function beginAgain({ asked, sent }) {
  asked.clear();
  sent.clear();
}

/** The commands that wait for a session of their author. */
export function refusedOf(commands, results) {
  const refused = new Set(
    results.filter(({ status }) => status === "needs_login").map(({ id }) => id),
  );
  return commands.filter(({ id }) => refused.has(id));
}

/**
 * Whether to send a command in this run. Nothing goes out of which its author may decide meanwhile:
 * what waited for a login waits to be sent from the moment in which that is there.
 */
export function isDue({ id, status }, { sent }) {
  return status === "waiting" && !sent.has(id);
}
