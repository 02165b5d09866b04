/** Template filters, the same as in `app/filters.py`. */

import { words } from "./text.js";

const MONTHS = {
  de: "Januar Februar März April Mai Juni Juli August September Oktober November Dezember",
  en: "January February March April May June July August September October November December",
};
const WEEKDAYS = { de: "So. Mo. Di. Mi. Do. Fr. Sa.", en: "Sun Mon Tue Wed Thu Fri Sat" };
const DOTS = { de: ". ", en: " " };
const THOUSANDS = { de: ".", en: "," };
const WALL_TIME = /^20\d\d-\d\d-\d\dT\d\d:\d\d$/;
const formats = new Map();

/** `14. März 2026` in the zone, from a UTC time in ISO 8601; empty stays empty. */
function date(iso, zone, language) {
  if (!iso) return "";
  const { day, month, year } = local(iso, zone);
  return calendarDay(Number(day), Number(month), Number(year), language);
}

/** `14. März 2026, 14:05` in the zone. */
function datetime(iso, zone, language) {
  if (!iso) return "";
  const { hour, minute } = local(iso, zone);
  return `${date(iso, zone, language)}, ${hour}:${minute}`;
}

/** `Mo., 1. Juni 2026, 10:00` from `2026-06-01T10:00`; what is no time stays as it is. */
function walltime(text, language) {
  const time = wall(text);
  if (!time) return text;
  const weekday = WEEKDAYS[spoken(language)].split(" ")[time.getUTCDay()];
  const [year, month] = [time.getUTCFullYear(), time.getUTCMonth() + 1];
  const day = calendarDay(time.getUTCDate(), month, year, language);
  return `${weekday}, ${day}, ${clock(text)}`;
}

/** `10:00` from `2026-06-01T10:00`. */
function clock(text) {
  return wall(text) ? text.slice(11) : text;
}

/** When something ends: the clock on the day it starts, else day and clock. */
function until(ends, starts, language) {
  const sameDay = wall(ends) && wall(starts) && ends.slice(0, 10) === starts.slice(0, 10);
  return sameDay ? clock(ends) : walltime(ends, language);
}

/** The title of the first of my other shifts at the same time; empty where there is none. */
function overlapping(shift, mine) {
  const others = Object.entries(mine)
    .filter(([key]) => key.startsWith("sign_up:"))
    .map(([, other]) => other)
    .filter(({ id, cancelled }) => id !== shift.id && !cancelled)
    .filter(({ starts, ends }) => starts < shift.ends && shift.starts < ends)
    .sort((a, b) => (a.starts + a.id < b.starts + b.id ? -1 : 1));
  return others[0]?.title ?? "";
}

/** A whole number with its thousands: `4.403`, in English `4,403`. */
function number(value, language) {
  return String(value).replace(/\B(?=(\d{3})+$)/g, THOUSANDS[spoken(language)]);
}

/** Up to two letters that stand for a person; `?` for a guest without a name. */
function initials(name) {
  const parts = words(name);
  const letters = parts.length > 1 ? [parts[0], parts.at(-1)] : parts;
  return letters.map((word) => [...word][0].toUpperCase()).join("") || "?";
}

/** Text as a part of a query string. */
function urlencode(text) {
  return encodeURIComponent(text);
}

/** Filters that say the same in every language. */
export const FILTERS = { clock, overlapping, initials, urlencode };

/** Filters whose last argument is the page's language, which templates do not name. */
export const SPOKEN = { date, datetime, walltime, until, number };

function calendarDay(day, month, year, language) {
  const name = MONTHS[spoken(language)].split(" ")[month - 1];
  return `${day}${DOTS[spoken(language)]}${name} ${year}`;
}

/** `de` for `de-simple`: plain German writes dates and numbers as German does. */
function spoken(language) {
  return language.split("-")[0];
}

function wall(text) {
  if (!WALL_TIME.test(text)) return null;
  const time = new Date(`${text}Z`);
  // Some engines take 30 February for a day in March.
  const valid = !Number.isNaN(time.getTime()) && time.toISOString().startsWith(text);
  return valid ? time : null;
}

function local(iso, zone) {
  if (!formats.has(zone)) formats.set(zone, format(zone));
  const parts = formats.get(zone).formatToParts(new Date(iso));
  return Object.fromEntries(parts.map(({ type, value }) => [type, value]));
}

function format(zone) {
  return new Intl.DateTimeFormat("en-GB", {
    timeZone: zone,
    hourCycle: "h23",
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
    hour: "2-digit",
    minute: "2-digit",
  });
}
