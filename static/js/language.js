/** The language that people choose: a cookie for the server, its mirror for the worker. */

const PATH = "/language";
const COOKIE = "language";
const SECONDS = 400 * 24 * 3600;

/** The language that was chosen on this device, or "". */
export function chosenLanguage() {
  const found = document.cookie.split("; ").find((pair) => pair.startsWith(`${COOKIE}=`));
  return found ? found.slice(COOKIE.length + 1) : "";
}

/** No language is chosen on this device any more. */
export function forgetLanguage() {
  document.cookie = `${COOKIE}=; Path=/; Max-Age=0; SameSite=Lax`;
}

/** Handles a submit event of the form that chooses; offline, too. */
export function createLanguageChoice({ db }) {
  return async function submit(event) {
    if (new URL(event.target.action).pathname !== PATH) return;
    event.preventDefault();
    const value = event.submitter?.value ?? new FormData(event.target).get("language");
    const secure = location.protocol === "https:" ? "; Secure" : "";
    document.cookie = `${COOKIE}=${value}; Path=/; Max-Age=${SECONDS}; SameSite=Lax${secure}`;
    await mirror(db, value);
    // The answer to a form would be asked for again by sending the form again.
    if (location.pathname.startsWith("/commands/")) location.assign("/");
    else location.reload();
  };
}

/** Where there is no database there is no worker that could want to know. */
async function mirror(db, value) {
  try {
    await db.transaction(["settings"], "readwrite", ({ settings }) =>
      settings.put({ name: "language", value }),
    );
  } catch (error) {
    console.warn(error);
  }
}
