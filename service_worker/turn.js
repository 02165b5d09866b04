/**
 * Counts how often somebody signed in or out on this device. What was asked before that is not
 * promoted after it: its answer speaks of another person.
 */

const TURN = "turn";

/** The number of the present turn; `settings` is the store. */
export async function turnOf(settings) {
  return (await settings.get(TURN))?.value ?? 0;
}

/** Begin the next turn; gives its number. */
export async function nextTurn(settings) {
  const value = (await turnOf(settings)) + 1;
  await settings.put({ name: TURN, value });
  return value;
}
