/** Times as people say them: "vor 3 Minuten", and how old the page is. */

import { freshness, JUST_NOW, LOCALE, oclock } from "./words.js";

const WEEK = 7 * 24 * 60;
const UNITS = [
  ["day", 24 * 60],
  ["hour", 60],
  ["minute", 1],
];
const CLOCK = { hour: "2-digit", minute: "2-digit" };
const CALENDAR = { dateStyle: "medium", timeStyle: "short" };
// Making it takes browsers longer than all else of this script.
let relative = null;

/** Times of the last week say how long ago they were; the exact time stays in the title. */
export function tellTimes(page) {
  for (const element of page.querySelectorAll("main time[datetime]")) {
    const minutes = Math.floor((Date.now() - Date.parse(element.dateTime)) / 60_000);
    if (!(minutes < WEEK)) continue;
    element.title ||= element.textContent.trim();
    const words = ago(minutes);
    if (element.textContent !== words) element.textContent = words;
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
  if (!unit) return JUST_NOW;
  relative ??= new Intl.RelativeTimeFormat(LOCALE);
  return relative.format(-Math.floor(minutes / length), unit);
}

function moment(time) {
  const today = time.toDateString() === new Date().toDateString();
  return oclock(new Intl.DateTimeFormat(LOCALE, today ? CLOCK : CALENDAR).format(time));
}
