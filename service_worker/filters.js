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
const clocks = new Map();

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

function local(iso, zone) {
  if (!clocks.has(zone)) clocks.set(zone, clock(zone));
  const parts = clocks.get(zone).formatToParts(new Date(iso));
  return Object.fromEntries(parts.map(({ type, value }) => [type, value]));
}

function clock(zone) {
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
