/** From a form to the command that it stands for. */

import { v7 as uuidv7 } from "uuid";

import { subject } from "../../service_worker/outbox.js";
import { commands } from "../dist/generated/table.json";

const PREFIX = "/commands/";

/** Whether a form carries a command; one with files goes as the browser sends it. */
export function isCommand(form) {
  if (form.enctype === "multipart/form-data") return false;
  return form.method === "post" && new URL(form.action).pathname.startsWith(PREFIX);
}

/** `{id, name, noun, version, args, client_time, on_path, on_title}`, without its author. */
export function compose(form, submitter) {
  const name = new URL(form.action).pathname.slice(PREFIX.length);
  const { noun = name, version = 1 } = commands[name] ?? {};
  return {
    id: uuidv7(),
    name,
    noun,
    version,
    args: args(form, submitter),
    client_time: new Date().toISOString(),
    on_path: location.pathname,
    on_title: document.querySelector("main h1")?.textContent.trim() ?? "",
  };
}

/** The ids of elements that may show what the command did, the nearest first. */
export function resultsOf(command) {
  return [subject(command), `command-${command.id}`, `${command.noun}s`];
}

/** The address of the page that shows the result, where that is another one; else "". */
export function pageOf(form, { id }) {
  return (form.dataset.result ?? "").replace("{id}", id);
}

function args(form, submitter) {
  const texts = [...new FormData(form, submitter)].filter(([, value]) => typeof value === "string");
  return Object.fromEntries(texts.map(([name, value]) => [name, clean(value)]));
}

// Neither can be stored: the server would refuse the whole push.
function clean(text) {
  return text.replaceAll("\0", "").replace(/\p{Surrogate}/gu, "\ufffd");
}
