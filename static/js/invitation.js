/** The link to the first administrator: kept until an account is there, then redeemed. */

const KEY = "kokommune-invitation";
const PREFIX = "#invitation=";
const OVER = new Set(["done", "wrong"]);

/**
 * Gives a function to call whenever `/account` has changed; it says in the page how things stand.
 *
 * `post` and `NoAnswer` as in wire.js: what page.js has is handed over, else the build would tear
 * it out into a file of its own; `storage`: kept as long as the tab; `redeemed()` is called once.
 */
export function createInvitation(parts) {
  const { post, NoAnswer, storage, location, history, document, redeemed } = parts;
  let busy = false;
  let said = "";

  return async function invitation() {
    remember();
    const token = storage.getItem(KEY);
    if (token && !busy) {
      busy = true;
      try {
        said = await redeem(token);
      } finally {
        busy = false;
      }
      if (OVER.has(said)) storage.removeItem(KEY);
      if (said === "done") redeemed();
    }
    show();
  };

  /** From the address into this tab: nobody reads it over a shoulder or in the history. */
  function remember() {
    if (!location.hash.startsWith(PREFIX)) return;
    storage.setItem(KEY, location.hash.slice(PREFIX.length));
    history.replaceState(history.state, "", location.pathname + location.search);
  }

  async function redeem(token) {
    try {
      const { status } = await post("/account/invitation", { token });
      if (status === 200) return "done";
      if (status === 401) return "waiting";
      return status === 422 ? "wrong" : "no_answer";
    } catch (error) {
      if (error instanceof NoAnswer) return "no_answer";
      throw error;
    }
  }

  function show() {
    const box = document.getElementById("invitation");
    if (!box) return;
    box.hidden = !said;
    for (const line of box.children) line.hidden = line.dataset.said !== said;
  }
}
