// What is not as on a tablet that nobody has touched yet: names of it.
async () => {
  const done = (request) =>
    new Promise((resolve, reject) => {
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error);
    });
  const odd = [];
  const root = document.documentElement;
  for (const name of ["data-size", "data-contrast", "data-low", "data-kern-theme"]) {
    if (root.hasAttribute(name)) odd.push(`look ${name}`);
  }
  if (root.lang !== "de") odd.push(`language ${root.lang}`);
  if (!document.getElementById("frame").hidden) odd.push("a visit's page");
  if (document.querySelector("dialog[open]")) odd.push("a dialog");
  if (document.getElementById("main").childNodes.length) odd.push("content");
  if (document.querySelector("[data-ticket]").textContent) odd.push("a ticket");
  if (location.pathname + location.search + location.hash !== "/kiosk") odd.push("address");
  if (history.state !== null) odd.push("history");
  const db = await done(indexedDB.open("kokommune"));
  for (const store of ["commands", "identities", "drafts"]) {
    if (await done(db.transaction(store).objectStore(store).count())) odd.push(`store ${store}`);
  }
  for (const { scope, used } of await done(db.transaction("cursors").objectStore("cursors").getAll())) {
    if (used) odd.push("used times");
    if (scope.startsWith("me:")) odd.push("a personal scope");
  }
  for (const { name, value } of await done(db.transaction("settings").objectStore("settings").getAll())) {
    if (name === "language" && value && value !== "de") odd.push("setting language");
    if (name === "session" && value.actor) odd.push("setting session");
  }
  db.close();
  if (Object.keys(localStorage).length || Object.keys(sessionStorage).length) odd.push("web storage");
  if (document.cookie) odd.push("a cookie");
  return [...new Set(odd)];
}
