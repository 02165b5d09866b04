/** Times as people say them: "vor 3 Minuten", and how old the page is. */

import { freshness, JUST_NOW, LOCALE, oclock } from "./words.js";

const WEEK = 7 * 24 * 60;
const UNITS = [
  ["day", 24 * 60],
  ["hour", 60],
  ["minute", 1],
];
const relative = new Intl.RelativeTimeFormat(LOCALE);
const clock = new Intl.DateTimeFormat(LOCALE, { hour: "2-digit", minute: "2-digit" });
const calendar = new Intl.DateTimeFormat(LOCALE, { dateStyle: "medium", timeStyle: "short" });

/** Times of the last week say how long ago they were; the exact time stays in the title. */
export function tellTimes() {
  for (const element of document.querySelectorAll("main time[datetime]")) {
    const minutes = Math.floor((Date.now() - Date.parse(element.dateTime)) / 60_000);
    if (!(minutes < WEEK)) continue;
    element.title ||= element.textContent.trim();
    element.textContent = ago(minutes);
  }
}

/** Say how old the page is where no network could tell better; `iso` is the last good pull. */
export function tellFreshness(isFresh, iso) {
  const line = document.getElementById("freshness");
  line.hidden = isFresh || document.body.dataset.renderedBy !== "worker";
  line.textContent = line.hidden ? "" : freshness(iso ? moment(new Date(iso)) : "");
}

function ago(minutes) {
  const [unit, length] = UNITS.find(([, size]) => minutes >= size) ?? [];
  return unit ? relative.format(-Math.floor(minutes / length), unit) : JUST_NOW;
}

function moment(time) {
  const today = time.toDateString() === new Date().toDateString();
  return oclock((today ? clock : calendar).format(time));
}
