/** Signing in by one's own phone: a code here, a yes there, and two digits from there typed here. */

import { NoAnswer } from "../../../service_worker/wire.js";
import { said } from "../said.js";
import { drawCode } from "./codes.js";

const AGAIN = new Set(["over", "refused", "offline"]);
const DIGITS = 2;

/**
 * `post` as in wire.js; `alone(work)` keeps heartbeats away, of which one that began before says that
 * nobody is signed in; `signedIn(answer)` is called with what the server says of who it is.
 */
export function createPairing({ post, alone, signedIn }) {
  const dialog = document.getElementById("pairing");
  let current = null;
  let timer = 0;
  let digits = "";
  let busy = false;
  dialog.addEventListener("close", stop);
  dialog.addEventListener("keydown", ({ key }) => {
    if (dialog.querySelector(".keys").hidden) return;
    if (/^\d$/.test(key)) type(key);
    else if (key === "Backspace") type("");
  });

  async function begin() {
    stop();
    step("asking");
    if (!dialog.open) dialog.showModal();
    try {
      const { status, body } = await post("/kiosk/pairing", {});
      if (status !== 200) throw new NoAnswer(`status ${status}`);
      if (!dialog.open) return;
      current = body;
      const code = body.code.replaceAll("-", "");
      dialog.querySelector("[data-pairing-code]").textContent = body.code;
      drawCode(dialog.querySelector("[data-code-of]"), `${location.origin}/pair#code=${code}`);
      step("waiting");
      later(body);
    } catch {
      step("offline");
    }
  }

  function later(asked) {
    timer = setTimeout(() => look(asked), asked.interval * 1000);
  }

  async function look(asked) {
    if (current !== asked) return;
    const state = await stateOf(asked);
    if (current !== asked) return;
    if (state === "waiting") later(asked);
    else step(state === "allowed" ? "allowed" : state);
  }

  /** A network that comes and goes is no answer: it is asked again. */
  async function stateOf({ secret }) {
    try {
      const { status, body } = await post("/kiosk/pairing/state", { secret });
      return status === 200 ? body.state : "waiting";
    } catch {
      return "waiting";
    }
  }

  /** Handles a key of the two digits; an empty one takes the last back. */
  async function type(digit) {
    if (busy || !current) return;
    digits = digit ? (digits + digit).slice(0, DIGITS) : digits.slice(0, -1);
    tell("");
    if (digits.length < DIGITS) return;
    busy = true;
    try {
      await alone(() => redeem(current));
    } finally {
      busy = false;
    }
  }

  async function redeem(asked) {
    if (!asked) return;
    const { secret } = asked;
    const answer = await post("/kiosk/pairing/redeem", { secret, digits }).catch(() => null);
    digits = "";
    if (current !== asked) return;
    if (answer?.status === 200) {
      dialog.close();
      signedIn(answer.body);
    } else if (answer?.body.code === "wrong_digits") {
      tell(said("wrong_digits").replace("{left}", answer.body.fields.left));
    } else step(answer ? "over" : "offline");
  }

  function tell(error) {
    dialog.querySelector("[data-digits]").textContent = digits.padEnd(DIGITS, "·");
    dialog.querySelector("[data-pairing-error]").textContent = error;
  }

  function step(name) {
    for (const each of dialog.querySelectorAll("[data-step]")) each.hidden = each.dataset.step !== name;
    const again = dialog.querySelector("[data-do=pair-again]");
    again.hidden = !AGAIN.has(name);
    if (AGAIN.has(name)) {
      current = null;
      again.focus();
    }
    digits = "";
    tell("");
  }

  function stop() {
    clearTimeout(timer);
    current = null;
    digits = "";
  }

  return { begin, type };
}
