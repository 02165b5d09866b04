/** Requests to the sync endpoints. */

const HEADER = "Kokommune-Sync";
const PAGE_HEADER = "Kokommune-Page";
const TIMEOUT = 15_000;

/** Whether a response is a page of somebody in between, such as a portal or a gateway. */
export function isForeignPage({ headers }) {
  const isHtml = (headers.get("Content-Type") ?? "").startsWith("text/html");
  return isHtml && !headers.has(PAGE_HEADER);
}

/** There was no answer of our server: nothing is known about what was asked. */
export class NoAnswer extends Error {}

/**
 * `post(path, body)` gives `{status, body}` below 500, and raises NoAnswer otherwise. `more()` gives
 * headers that a request has besides; with another `method` it has no body.
 */
export function createWire({ fetch, timeout = TIMEOUT, more = () => ({}), method = "POST" }) {
  return async function post(path, body) {
    const request = {
      method,
      headers: { "Content-Type": "application/json", [HEADER]: "1", ...more() },
      ...(method === "POST" && { body: JSON.stringify({ protocol: 1, ...body }) }),
      cache: "no-store",
      credentials: "same-origin",
      redirect: "error",
      signal: AbortSignal.timeout(timeout),
    };
    try {
      const response = await fetch(path, request);
      // Portals of trains and hotels answer everything with a page of their own.
      if (response.headers.get(HEADER) !== "1") throw new NoAnswer("not our server");
      if (response.status >= 500) throw new NoAnswer(`status ${response.status}`);
      return { status: response.status, body: await response.json() };
    } catch (error) {
      throw error instanceof NoAnswer ? error : new NoAnswer(error.message, { cause: error });
    }
  };
}
