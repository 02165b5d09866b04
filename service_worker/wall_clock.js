/** The clock on the wall in the town, by which shifts are agreed on. */

const formats = new Map();

/** `2026-03-14T13:05` in the zone, from milliseconds; the same as in `app/wall_clock.py`. */
export function wallClock(time, zone) {
  if (!formats.has(zone)) formats.set(zone, format(zone));
  const parts = formats.get(zone).formatToParts(time);
  const { year, month, day, hour, minute } = Object.fromEntries(
    parts.map(({ type, value }) => [type, value]),
  );
  return `${year}-${month}-${day}T${hour}:${minute}`;
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
