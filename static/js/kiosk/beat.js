/** How the tablet is, told to the server each minute; and what it learns of itself in return. */

import { NotEnrolled } from "./post_box.js";

/**
 * `post`, `get` as in wire.js; `state()` gives `{signed_in, remains}`; `learned(shows, signed_in)`
 * hears what the tablet is about, and whether its session is still good.
 *
 * `beat()` gives whether there is something to be sent again. Raises NoAnswer, NotEnrolled.
 */
export function createBeat({ store, post, get, build, storage, state, learned }) {
  async function beat() {
    const { status, body } = await post("/kiosk/heartbeat", await how());
    if (status === 401 || status === 403) throw new NotEnrolled();
    if (status !== 200) return false;
    const { name, place, shows, signed_in } = body;
    await store.note("kiosk", { name, place, shows });
    learned(shows, signed_in);
    return learnKey();
  }

  async function how() {
    const waiting = await store.all();
    const { usage = 0, quota = 0 } = (await storage?.estimate?.()) ?? {};
    return {
      version: build,
      waiting: waiting.length,
      oldest: waiting[0]?.at ?? "",
      used: Math.round(usage),
      quota: Math.round(quota),
      synced: (await store.fact("synced")) ?? "",
      ...state(),
    };
  }

  /** Keys change: whatever is sealed next is sealed with the newest. */
  async function learnKey() {
    const { status, body } = await get("/kiosk/key");
    const { kiosk, kid, key } = body;
    return status === 200 && store.learn({ kiosk, kid, key });
  }

  return { beat };
}
