/** All that needs Leaflet: loaded when a map is seen or a place is chosen, never before. */

import { createCrowd } from "./crowd.js";
import { createNear } from "./near.js";
import { createPicker } from "./picker.js";
import { createQuestions } from "./questions.js";
import { createSingle } from "./single.js";

const NOTHING = { bounds: "", outlines: [] };

/** `{show(frame), choose(details), settle(form, submitter)}`; `tools` as in lazy.js. */
export function createAtlas(tools) {
  const { town, words, breath } = tools;
  const settle = createQuestions({ town, words });
  const maps = new WeakMap();
  let near = null;

  /** Draw a map, or bring it up to date. Who asks while it is being drawn waits for that one. */
  async function show(frame) {
    if (!maps.has(frame)) maps.set(frame, draw(frame));
    try {
      await (await maps.get(frame)).refresh();
    } catch (error) {
      maps.delete(frame);
      throw error;
    }
    near?.refresh();
  }

  async function draw(frame) {
    const map = (await town()) ?? NOTHING;
    await breath();
    if (frame.dataset.map === "one") return createSingle(frame, map, tools);
    const crowd = await createCrowd(frame, map, tools);
    if (frame.dataset.map === "list") near = createNear(crowd, tools);
    return crowd;
  }

  /** The map in a form's section, once. */
  async function choose(details) {
    if (maps.has(details)) return;
    maps.set(details, true);
    const map = await town();
    if (map?.bounds) await createPicker(details, map, tools);
    else details.querySelector("[data-place-map]").hidden = true;
  }

  return { show, choose, settle };
}
