/** Tells the browser's passkey manager what the server knows, where it can be told (Signal API). */

/** The passkeys of an account, as `GET /passkeys/known` gives them, and its name. */
export async function signalKnown(known) {
  if (!known) return;
  const account = { rpId: known.rp_id, userId: known.user_handle };
  await signal("signalAllAcceptedCredentials", {
    ...account,
    allAcceptedCredentialIds: known.credentials,
  });
  await signal("signalCurrentUserDetails", {
    ...account,
    name: known.name,
    displayName: known.name,
  });
}

/** A passkey that opens nothing here. */
export function signalUnknown(rpId, credentialId) {
  return signal("signalUnknownCredential", { rpId, credentialId });
}

async function signal(name, message) {
  try {
    await PublicKeyCredential[name]?.(message);
  } catch (error) {
    console.info(error);
  }
}
