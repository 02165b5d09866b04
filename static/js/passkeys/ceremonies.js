/** Ceremonies: the server asks, the device signs, the server answers. */

import { Problem } from "./asking.js";
import { signalUnknown } from "./signals.js";

const MAKES = new Set(["create", "add", "recover"]);
const PROVE_FIRST = "verify_first";

/** `asking` as in asking.js, `device` as in device.js. */
export function createCeremonies({ asking, device }) {
  /**
   * The server's answer to a whole ceremony; `tell(code)` says what comes next, `waits` whether
   * something could not be sent before.
   */
  async function run(purpose, details, tell, waits) {
    const options = await proved(() => asking.options(purpose, details), tell);
    tell("asking");
    const sign = MAKES.has(purpose) ? device.create : device.get;
    return answered(purpose, options, await sign(options), waits);
  }

  /** The server's answer to what a device has signed. */
  async function answered(purpose, options, credential, waits) {
    try {
      return await asking.answer(purpose, credential, waits);
    } catch (error) {
      // Without cookies the server knows no browser again: that says nothing about the passkey.
      if (purpose === "sign_in" && error.code === "not_accepted" && navigator.cookieEnabled) {
        await signalUnknown(options.rpId, credential.id);
      }
      throw error;
    }
  }

  /** The device says once more that its owner is there. */
  function prove(tell) {
    tell(PROVE_FIRST);
    return run("verify", {}, tell);
  }

  /** What `ask()` gives; once more, where the server wants that proof first. */
  async function proved(ask, tell) {
    try {
      return await ask();
    } catch (error) {
      if (!(error instanceof Problem) || error.code !== PROVE_FIRST) throw error;
      await prove(tell);
      return ask();
    }
  }

  return { run, answered, prove, proved };
}
