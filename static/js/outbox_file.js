/** Saves what waits as a file, and takes such a file in. */

import { MOST_BYTES, pack, Refused, takeIn, unpack } from "../../service_worker/parcel.js";
import { commands } from "../dist/generated/table.json";
import { isControlled, say } from "./link.js";
import { OUTBOX_FILE } from "./words.js";

/** `{click, change, show}`: two handlers of events, and what each morph has to do again. */
export function createOutboxFile({ db, morph }) {
  let message = "";

  function show() {
    const section = document.querySelector("[data-outbox-file]");
    if (!section) return;
    section.hidden = !isControlled();
    const line = section.querySelector("[data-outbox-message]");
    if (line.textContent !== message) line.textContent = message;
  }

  function tell(text) {
    message = text;
    show();
  }

  async function click({ target }) {
    if (target.closest("[data-read-outbox]")) document.querySelector("[data-outbox-input]").click();
    if (target.closest("[data-save-outbox]")) tell(await saveOutbox(db));
  }

  async function change({ target }) {
    if (!target.matches("[data-outbox-input]") || !target.files[0]) return;
    const words = await read(target.files[0]);
    target.value = "";
    await morph();
    tell(words);
  }

  /** Gives the words that say what came of it. */
  async function read(file) {
    try {
      if (file.size > MOST_BYTES) throw new Refused("too_large");
      const count = await takeIn(db, await unpack(await file.text(), commands));
      say({ type: "flush", changed: true });
      return OUTBOX_FILE.taken(count);
    } catch (error) {
      if (error instanceof Refused) return OUTBOX_FILE[error.code];
      console.warn(error);
      return OUTBOX_FILE.failed;
    }
  }

  return { click, change, show };
}

/** Save what waits of the reader's; gives the words that say so. */
export async function saveOutbox(db) {
  const { text, count } = await pack(db, Date.now());
  if (count > 0) download(text);
  return count > 0 ? OUTBOX_FILE.saved : OUTBOX_FILE.nothing;
}

function download(text) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([text], { type: "application/json" }));
  link.download = `kokommune-postausgang-${new Date().toISOString().slice(0, 10)}.json`;
  link.click();
  // Browsers read it after this turn.
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}
