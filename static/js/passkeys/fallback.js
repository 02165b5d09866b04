/** For browsers that know passkeys, but not as JSON. */

import {
  startAuthentication,
  startRegistration,
  WebAuthnAbortService,
} from "@simplewebauthn/browser";

/** As in device.js. */
export function create(options) {
  return startRegistration({ optionsJSON: options }).catch(unwrap);
}

/** As in device.js. */
export async function get(options, { signal, mediation }) {
  signal?.throwIfAborted();
  const cancel = () => WebAuthnAbortService.cancelCeremony();
  signal?.addEventListener("abort", cancel, { once: true });
  try {
    const useBrowserAutofill = mediation === "conditional";
    return await startAuthentication({ optionsJSON: options, useBrowserAutofill }).catch(unwrap);
  } finally {
    signal?.removeEventListener("abort", cancel);
  }
}

/** The browser's own error, whose name says what happened. */
function unwrap(error) {
  throw error.cause instanceof Error ? error.cause : error;
}
