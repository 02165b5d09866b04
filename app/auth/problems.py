"""How a ceremony is refused; `app/views/passkeys.py` says it as JSON."""


class Problem(Exception):
    """No: with an HTTP status, a code, and the fields that it is about, {field: code}."""

    status = 422
    code = "invalid"

    def __init__(self, **fields: str) -> None:
        super().__init__(self.code)
        self.fields = fields


class Invalid(Problem):
    """What was typed does not fit: see `fields`."""


class NotAccepted(Problem):
    """The one answer to whatever is wrong with a challenge, a passkey or whose it is."""

    code = "not_accepted"


class NoAccount(Problem):
    """Only who is signed in to an account can do this."""

    status, code = 401, "no_account"


class SignedIn(Problem):
    """Who is signed in to an account signs out before making another."""

    status, code = 409, "signed_in"


class VerifyFirst(Problem):
    """The last proof by a passkey is too old for this."""

    status, code = 403, "verify_first"
