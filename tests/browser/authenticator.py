"""Passkeys of a phone: Chromium's virtual authenticator, by CDP."""

from typing import Any

from playwright.sync_api import Page
from waiting import eventually

INTERNAL = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


class Authenticator:
    """What keeps the passkeys of a page's phone; its owner is there and willing.

    Chromium answers an offer of passkeys in a field at once where it has one. So that people can
    do something else on such a page, `offers_nothing` takes the offer away.
    """

    def __init__(self, page: Page, **options: Any) -> None:
        self._cdp = page.context.new_cdp_session(page)
        self._cdp.send("WebAuthn.enable")
        self._id = self._send("addVirtualAuthenticator", options=INTERNAL | options)[
            "authenticatorId"
        ]

    def has_passkeys(self, number: int) -> "Authenticator":
        """Wait until it keeps so many."""
        eventually(lambda: len(self.passkeys()) == number, f"{number} passkeys")
        return self

    def passkeys(self) -> list[dict[str, Any]]:
        """What it keeps."""
        found: list[dict[str, Any]] = self._of_it("getCredentials")["credentials"]
        return found

    def takes(self, passkey: dict[str, Any]) -> "Authenticator":
        """A passkey that another authenticator keeps comes to this one, as by its maker's cloud."""
        self._of_it("addCredential", credential=passkey)
        return self

    def forgets_all(self) -> "Authenticator":
        """The phone's passkeys are gone."""
        self._of_it("clearCredentials")
        return self

    def recognises(self, is_owner: bool) -> "Authenticator":
        """Whether the finger on the sensor is the owner's."""
        self._of_it("setUserVerified", isUserVerified=is_owner)
        return self

    def is_taken_away(self) -> None:
        """From now on the phone has none."""
        self._of_it("removeVirtualAuthenticator")

    def _of_it(self, method: str, **values: Any) -> Any:
        return self._send(method, authenticatorId=self._id, **values)

    def _send(self, method: str, **values: Any) -> Any:
        return self._cdp.send(f"WebAuthn.{method}", values)


NO_OFFER = """if (globalThis.PublicKeyCredential) {
  PublicKeyCredential.isConditionalMediationAvailable = async () => false;
}"""


def offers_nothing(page: Page) -> None:
    """Fields offer no passkeys, so that the button is what signs in."""
    page.context.add_init_script(NO_OFFER)
