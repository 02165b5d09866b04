"""A phone's replica, as small as it can be: what the pulls so far amount to."""

from typing import Any

from cast import Person


class Phone:
    """Pulls scopes with cursors and keeps bodies: `bodies[scope][key]`."""

    def __init__(self, person: Person, *scopes: str) -> None:
        self.person = person
        self.scopes = scopes
        self.have: dict[str, str] = {}
        self.epoch = ""
        self.bodies: dict[str, dict[str, Any]] = {scope: {} for scope in scopes}
        self.resets: list[str] = []
        self.pages = 0
        self.lively = False

    def opens(self, *scopes: str) -> None:
        """Hold more scopes from now on."""
        self.scopes += scopes
        self.bodies |= {scope: {} for scope in scopes}

    def pulls(self) -> "Phone":
        """Pull until nothing more comes."""
        while self.pulls_once():
            pass
        return self

    def pulls_once(self) -> bool:
        """Pull one page; returns whether more is to come."""
        answer = self.person.pulls(
            *self.scopes, have=self.have, epoch=self.epoch, lively=self.lively
        )
        self.epoch = answer["epoch"]
        self.pages += 1
        for scope in answer["gone"]:
            self.bodies[scope] = {}
            self.have.pop(scope, None)
        for scope, page in answer["scopes"].items():
            self._take(scope, page)
        return any(page["more"] for page in answer["scopes"].values())

    def _take(self, scope: str, page: dict[str, Any]) -> None:
        if page["reset"]:
            self.resets.append(scope)
            self.bodies[scope] = {}
        self.bodies[scope] |= {document["key"]: document["body"] for document in page["put"]}
        for key in page["del"]:
            self.bodies[scope].pop(key, None)
        self.have[scope] = page["to"]
