/** What the server is asked before and after a device has signed. */

/** What begins a session. */
export const BEGINS = new Set(["create", "sign_in", "recover"]);

/** The server says no: `code`, and `fields` as of a form. */
export class Problem extends Error {
  constructor({ code = "failed", fields = {} } = {}) {
    super(code);
    this.code = code;
    this.fields = fields;
  }
}

/**
 * `{options(purpose, details), answer(purpose, credential), known()}`; `post` as in wire.js,
 * `undisturbed(work)` runs work while nothing else brings cookies, `begins(work)` such work as
 * brings somebody's session.
 */
export function createAsking({ post, fetch, begins, undisturbed }) {
  async function ask(path, request) {
    const { status, body } = await post(path, request);
    if (status !== 200) throw new Problem(body);
    return body;
  }

  /** What the device is to sign. */
  async function options(purpose, details) {
    return (await ask("/passkeys/options", { purpose, ...details })).options;
  }

  /** What the server makes of it: `{actor, name, guest}`; `waits`: not all could be sent before. */
  function answer(purpose, credential, waits = false) {
    const carry = BEGINS.has(purpose) ? begins : undisturbed;
    return carry(() => ask("/passkeys/answer", { purpose, credential, waits }));
  }

  /** New codes on paper: `{codes, name, made}`. */
  function codes() {
    return ask("/account/codes", {});
  }

  /** What the server knows of who is signed in, null without an answer. */
  async function known() {
    try {
      const response = await fetch("/passkeys/known", {
        headers: { "Kokommune-Sync": "1" },
        cache: "no-store",
        redirect: "error",
      });
      return response.ok && response.headers.get("Kokommune-Sync") ? await response.json() : null;
    } catch {
      return null;
    }
  }

  return { options, answer, codes, known };
}
