// It stands in pages that no worker has made: what is to be seen comes before the page's script.
{
  const { page, manifest } = document.currentScript.dataset;
  const read = new Promise((done) => document.addEventListener("DOMContentLoaded", done));
  const painted = new Promise((done) => {
    // Where a worker answers, or a page before this one had the script, nothing has to wait for it.
    const isHere = navigator.serviceWorker?.controller || document.referrer.startsWith(origin);
    // What is in the background is not painted, and old browsers do not tell.
    const tells = globalThis.PerformanceObserver?.supportedEntryTypes?.includes("paint");
    if (isHere || document.hidden || !tells) return done();
    new PerformanceObserver(done).observe({ type: "paint", buffered: true });
    return setTimeout(done, 2000);
  });
  const shown = Promise.all([read, painted]);
  shown.then(() => {
    // Where it stands from the beginning, Chromium fetches it before it paints.
    const link = Object.assign(document.createElement("link"), { rel: "manifest", href: manifest });
    document.head.append(link);
  });
  const ready = shown.then(() => import(page)).then((all) => all.ready);
  // Browsers say it once, maybe before the script is there.
  const offer = new Promise((done) =>
    addEventListener("beforeinstallprompt", (event) => {
      event.preventDefault();
      done(event);
    }),
  );
  // Who waits hears that it failed, the console does not.
  ready.catch(() => {});
  Object.defineProperty(globalThis, "kokommune", { value: Object.freeze({ ready, offer }) });
}
