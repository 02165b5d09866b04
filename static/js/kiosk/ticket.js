/** The claim ticket: what somebody takes home, on the screen and on paper. */

import { drawCode } from "./codes.js";
import { grouped } from "./visit.js";

const dialog = () => document.getElementById("ticket");

/** Show the ticket of a visit; `isWaiting`: something of it has not been sent yet. */
export function showTicket(code, isWaiting) {
  const place = dialog();
  place.querySelector("[data-ticket]").textContent = grouped(code);
  place.querySelector("[data-ticket-waits]").hidden = !isWaiting;
  drawCode(place.querySelector("[data-code-of]"), `${location.origin}/ticket#code=${code}`);
  if (!place.open) place.showModal();
}

/** Show a page's address as a code, for whoever wants to read on by phone. */
export function showPageCode(path) {
  const place = document.getElementById("take-page");
  const address = location.origin + path;
  place.querySelector("[data-page-address]").textContent = address;
  drawCode(place.querySelector("[data-code-of]"), address);
  place.showModal();
}
