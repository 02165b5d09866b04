/** The line between this page and the worker. */

import { policy } from "./policy.js";

const PATIENCE = 5000;
const container = navigator.serviceWorker;
const handlers = { hello: [], changed: [], outcomes: [], synced: [], removed: [] };
let greeting = () => ({});
let isOver = false;

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
  if (!isOver) container?.controller?.postMessage(message);
}

/** Tell the worker of this site, whether or not it controls this page; false where there is none. */
export async function askWorker(message) {
  // A worker that is on its way would arrive after what is asked for.
  const registration = (await container?.getRegistration()) && (await container.ready);
  registration?.active.postMessage(message);
  return Boolean(registration);
}

/** Say nothing any more, and hear nothing: whatever is said wakes the worker. */
export function hangUp() {
  isOver = true;
}

/** Whether this page has done with the worker. */
export function isHungUp() {
  return isOver;
}

/** The worker's answer to a question; null where none comes in time, or no worker is there. */
export function ask(message, patience = PATIENCE) {
  if (!isControlled()) return Promise.resolve(null);
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    const end = (answer) => {
      port1.close();
      resolve(answer);
    };
    port1.onmessage = ({ data }) => end(data);
    setTimeout(end, patience, null);
    container.controller.postMessage(message, [port2]);
  });
}

/** Register the worker, and greet whichever controls the page with what `greet()` gives. */
export async function connect(greet) {
  greeting = greet;
  if (!container) throw new Error("This browser has no service worker.");
  container.addEventListener("message", ({ data }) => {
    if (isOver) return;
    for (const handler of handlers[data?.type] ?? []) handler(data);
  });
  container.addEventListener("controllerchange", hello);
  container.startMessages();
  hello();
  const url = policy.createScriptURL("/sw.js");
  const { active } = await container.register(url, { updateViaCache: "none" });
  // A worker that runs already does not come by itself to a page that it did not answer.
  if (active && !isControlled()) active.postMessage({ type: "claim" });
}

/** Ask the browser to send later, even when no page is open; Chromium alone can. */
export async function askForBackgroundSync() {
  const registration = await container?.getRegistration();
  await registration?.sync?.register("flush");
}

function hello() {
  say({ type: "hello", ...greeting() });
}
