"""Who somebody is: passkeys, pseudonyms, challenges. `docs/passkeys.md` has the requests."""
