/** Template filters, the same as in `app/filters.py`. */

import { words } from "./text.js";

const MONTHS = [
  "Januar",
  "Februar",
  "März",
  "April",
  "Mai",
  "Juni",
  "Juli",
  "August",
  "September",
  "Oktober",
  "November",
  "Dezember",
];
const WEEKDAYS = ["So", "Mo", "Di", "Mi", "Do", "Fr", "Sa"];
const WALL_TIME = /^20\d\d-\d\d-\d\dT\d\d:\d\d$/;
const formats = new Map();

/** `14. März 2026` in the zone, from a UTC time in ISO 8601; empty stays empty. */
export function date(iso, zone) {
  if (!iso) return "";
  const { day, month, year } = local(iso, zone);
  return `${Number(day)}. ${MONTHS[month - 1]} ${Number(year)}`;
}

/** `14. März 2026, 14:05` in the zone. */
export function datetime(iso, zone) {
  if (!iso) return "";
  const { hour, minute } = local(iso, zone);
  return `${date(iso, zone)}, ${hour}:${minute}`;
}

/** `Mo., 1. Juni 2026, 10:00` from `2026-06-01T10:00`; what is no time stays as it is. */
export function walltime(text) {
  const time = wall(text);
  if (!time) return text;
  const day = `${time.getUTCDate()}. ${MONTHS[time.getUTCMonth()]} ${time.getUTCFullYear()}`;
  return `${WEEKDAYS[time.getUTCDay()]}., ${day}, ${clock(text)}`;
}

/** `10:00` from `2026-06-01T10:00`. */
export function clock(text) {
  return wall(text) ? text.slice(11) : text;
}

/** When something ends: the clock on the day it starts, else day and clock. */
export function until(ends, starts) {
  const sameDay = wall(ends) && wall(starts) && ends.slice(0, 10) === starts.slice(0, 10);
  return sameDay ? clock(ends) : walltime(ends);
}

/** The title of the first of my other shifts at the same time; empty where there is none. */
export function overlapping(shift, mine) {
  const others = Object.entries(mine)
    .filter(([key]) => key.startsWith("sign_up:"))
    .map(([, other]) => other)
    .filter(({ id, cancelled }) => id !== shift.id && !cancelled)
    .filter(({ starts, ends }) => starts < shift.ends && shift.starts < ends)
    .sort((a, b) => (a.starts + a.id < b.starts + b.id ? -1 : 1));
  return others[0]?.title ?? "";
}

/** A whole number with German thousands: `4.403`. */
export function number(value) {
  return String(value).replace(/\B(?=(\d{3})+$)/g, ".");
}

/** Up to two letters that stand for a person; `?` for a guest without a name. */
export function initials(name) {
  const parts = words(name);
  const letters = parts.length > 1 ? [parts[0], parts.at(-1)] : parts;
  return letters.map((word) => [...word][0].toUpperCase()).join("") || "?";
}

/** Text as a part of a query string. */
export function urlencode(text) {
  return encodeURIComponent(text);
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
