/** The claim ticket: what somebody takes home, on the screen and on paper. */

import { drawCode } from "./codes.js";
import { grouped } from "./visit.js";

const dialog = () => document.getElementById("ticket");

/** Show the ticket of a visit; `isWaiting`: something of it has not been sent yet. */
export function showTicket(code, isWaiting) {
  const place = dialog();
  place.querySelector("[data-ticket]").textContent = grouped(code);
  tellWaiting(isWaiting);
  drawCode(place.querySelector("[data-code-of]"), `${location.origin}/ticket#code=${code}`);
  if (!place.open) place.showModal();
}

/** Whether something of the visit has not been sent yet, which changes while the ticket is read. */
export function tellWaiting(isWaiting) {
  dialog().querySelector("[data-ticket-waits]").hidden = !isWaiting;
}

/** Show a page's address as a code, for whoever wants to read on by phone. */
export function showPageCode(path) {
  const place = document.getElementById("take-page");
  const address = location.origin + path;
  place.querySelector("[data-page-address]").textContent = address;
  drawCode(place.querySelector("[data-code-of]"), address);
  place.showModal();
}
