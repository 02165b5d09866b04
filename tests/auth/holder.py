"""Somebody with a browser and an authenticator."""

from dataclasses import dataclass, field
from typing import Any

from cast import SYNC
from flask.testing import FlaskClient
from python_authenticator import Authenticator

Json = dict[str, Any]


@dataclass
class Holder:
    """Asks for options, lets the authenticator answer, sends it."""

    client: FlaskClient
    authenticator: Authenticator = field(default_factory=Authenticator)

    def post(self, path: str, body: Json) -> Any:
        return self.client.post(path, json={"protocol": 1} | body, headers=SYNC)

    def asks(self, purpose: str, **more: Any) -> Any:
        """The answer to `/passkeys/options`."""
        return self.post("/passkeys/options", {"purpose": purpose} | more)

    def options(self, purpose: str, **more: Any) -> Json:
        """The options, which there must be."""
        answer = self.asks(purpose, **more)
        assert answer.status_code == 200, answer.text
        options: Json = answer.json["options"]
        return options

    def answers(self, purpose: str, credential: Json, **more: Any) -> Any:
        """The answer to `/passkeys/answer`."""
        return self.post("/passkeys/answer", {"purpose": purpose, "credential": credential} | more)

    def creates(self, name: str = "Ela Stern", purpose: str = "create", passkey: str = "") -> Any:
        """A new passkey, and with it an account where the purpose is to make one."""
        asked = {"name": name} if purpose == "create" else {}
        credential = self.authenticator.create(self.options(purpose, **asked))
        return self.answers(purpose, credential, name=passkey)

    def signs_in(self, purpose: str = "sign_in") -> Any:
        """With the authenticator's last passkey."""
        return self.answers(purpose, self.authenticator.get(self.options(purpose)))
