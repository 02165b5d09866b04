/** "Mit der Kamera lesen": fills a kiosk's code in and sends it. Typing always works, too. */

import { codeIn } from "./code.js";
import { look } from "./eye.js";
import { troubleOf } from "./trouble.js";

/** Show the button, where this browser has a camera. */
export async function offerCamera() {
  const box = document.querySelector("[data-camera]");
  const media = navigator.mediaDevices;
  if (!box || !(await hasCamera(media))) return;
  // News that change the page leave this part of it alone.
  box.dataset.drawn = "";
  box.hidden = false;
  offer(box, media);
}

async function hasCamera(media) {
  if (!media?.getUserMedia) return false;
  const devices = await media.enumerateDevices();
  return devices.some(({ kind }) => kind === "videoinput");
}

function offer(box, media) {
  const [begin, end, view, video] = ["begin", "end", "view", "video"].map((name) =>
    box.querySelector(`[data-camera-${name}]`),
  );
  let looking = new AbortController();

  function stop() {
    looking.abort();
    view.hidden = true;
    begin.hidden = false;
  }

  async function start() {
    looking = new AbortController();
    const { signal } = looking;
    tell(box, "");
    view.hidden = false;
    begin.hidden = true;
    end.focus();
    try {
      await look({ video, media, signal, seen });
    } catch (error) {
      if (signal.aborted) return;
      cancel();
      tell(box, troubleOf(error));
    }
  }

  function cancel() {
    stop();
    tell(box, "");
    begin.focus();
  }

  function seen(text) {
    const code = codeIn(text, location.origin);
    if (!code) return tell(box, "other");
    stop();
    tell(box, "read");
    const { form } = begin;
    form.elements.code.value = code;
    form.requestSubmit();
  }

  begin.addEventListener("click", start);
  end.addEventListener("click", cancel);
  addEventListener("pagehide", stop);
  document.addEventListener("visibilitychange", () => document.hidden && stop());
}

/** Show the line of this name, and no other. */
function tell(box, said) {
  for (const line of box.querySelectorAll("[data-said]")) line.hidden = line.dataset.said !== said;
}
