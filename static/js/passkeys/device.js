/** The device's side of a ceremony: by the browser itself, else by a library that helps it. */

const COMPLETE = ["parseCreationOptionsFromJSON", "parseRequestOptionsFromJSON"];

/** Whether this browser knows passkeys at all. */
function knowsPasskeys() {
  return typeof globalThis.PublicKeyCredential === "function";
}

/** Make a passkey: options from the server in, its answer as JSON out. */
async function create(options) {
  if (!speaksJson()) return (await import("./fallback.js")).create(options);
  const publicKey = PublicKeyCredential.parseCreationOptionsFromJSON(options);
  return (await navigator.credentials.create({ publicKey })).toJSON();
}

/** Sign with a passkey, where `signal` may end the wait for `mediation: "conditional"`. */
async function get(options, { signal, mediation } = {}) {
  if (!speaksJson()) return (await import("./fallback.js")).get(options, { signal, mediation });
  const publicKey = PublicKeyCredential.parseRequestOptionsFromJSON(options);
  return (await navigator.credentials.get({ publicKey, signal, mediation })).toJSON();
}

/** Whether fields can offer passkeys. */
async function canAutofill() {
  return Boolean(await PublicKeyCredential.isConditionalMediationAvailable?.());
}

function speaksJson() {
  return (
    COMPLETE.every((name) => name in PublicKeyCredential) &&
    "toJSON" in PublicKeyCredential.prototype
  );
}

/** `{knowsPasskeys, canAutofill, create, get}` of this browser. */
export const device = { knowsPasskeys, canAutofill, create, get };
