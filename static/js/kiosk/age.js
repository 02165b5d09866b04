/** From when the data on the tablet is, said on every screen. */

import { said } from "../said.js";

/** `heard(ok, at)`: whether there was an answer, and when the last good one was; `tell()` says it. */
export function createAge({ locale }) {
  let known = { ok: true, at: "" };

  function heard(ok, at) {
    known = { ok, at };
    tell();
  }

  function tell() {
    for (const line of document.querySelectorAll("[data-as-of]")) line.textContent = words();
  }

  function words() {
    const { ok, at } = known;
    if (!at) return ok ? "" : said("as_of_never");
    return said(ok ? "as_of" : "as_of_offline").replace("{time}", shown(new Date(at)));
  }

  /** With its day, where it was not today. */
  function shown(time) {
    const today = time.toDateString() === new Date().toDateString();
    const parts = today ? { timeStyle: "short" } : { dateStyle: "medium", timeStyle: "short" };
    return new Intl.DateTimeFormat(locale(), parts).format(time);
  }

  return { heard, tell };
}
