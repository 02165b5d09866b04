/** The line between this page and the worker. */

import { policy } from "./policy.js";

const container = navigator.serviceWorker;
const handlers = { hello: [], changed: [], outcomes: [], synced: [] };
let greeting = () => ({});

/** Call `handler` with each message of this type. */
export function on(type, handler) {
  handlers[type].push(handler);
}

/** Whether a worker answers this page's requests. */
export function isControlled() {
  return Boolean(container?.controller);
}

/** Tell the worker something; without a worker nothing happens. */
export function say(message) {
  container?.controller?.postMessage(message);
}

/** Register the worker, and greet whichever controls the page with what `greet()` gives. */
export async function connect(greet) {
  greeting = greet;
  if (!container) throw new Error("This browser has no service worker.");
  container.addEventListener("message", ({ data }) => {
    for (const handler of handlers[data?.type] ?? []) handler(data);
  });
  container.addEventListener("controllerchange", hello);
  container.startMessages();
  hello();
  await container.register(policy.createScriptURL("/sw.js"), { updateViaCache: "none" });
}

/** Ask the browser to send later, even when no page is open; Chromium alone can. */
export async function askForBackgroundSync() {
  const registration = await container?.getRegistration();
  await registration?.sync?.register("flush");
}

function hello() {
  say({ type: "hello", ...greeting() });
}
