/** What a page lists that has a place: from the worker all of it, else what stands on the page. */

import { readPoint } from "./point.js";

/** Spots `{href, title, point: [latitude, longitude], look}`; `ask` as in link.js. */
export async function findSpots(ask) {
  const known = (await ask({ type: "points", url: location.href })) ?? listed();
  return known
    .map((spot) => ({ ...spot, point: readPoint(spot.point) }))
    .filter(({ point }) => point)
    .map(({ kind, id, href, title, point, look }) => ({
      href: href ?? `/${kind}s/${id}`,
      title,
      point,
      look,
    }));
}

function listed() {
  return [...document.querySelectorAll("main a[data-point]")].map((row) => ({
    href: row.getAttribute("href"),
    title: row.textContent,
    point: row.dataset.point,
    look: Number(row.dataset.look),
  }));
}
