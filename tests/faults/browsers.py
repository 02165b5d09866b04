"""What the server's side knows of a phone."""

from collections.abc import Collection
from dataclasses import dataclass, field
from http.cookies import SimpleCookie
from typing import Any

from app.views.actor import COOKIE

Request = dict[str, Any]


@dataclass
class Browser:
    """A phone's cookies, what goes wrong with its next requests, and what is on its way."""

    cookies: dict[str, str] = field(default_factory=dict)
    faults: list[str] = field(default_factory=list)
    late: list[tuple[Request, dict[str, str]]] = field(default_factory=list)

    def next_fault(self) -> str:
        """What happens to its next request; "" where that is nothing."""
        return self.faults.pop(0) if self.faults else ""

    def gives_up(self, kinds: Collection[str]) -> list[str]:
        """What comes next, as long as it is one of these; then it does not happen here."""
        given = []
        while self.faults and self.faults[0] in kinds:
            given.append(self.faults.pop(0))
        return given

    @property
    def token(self) -> str:
        return self.cookies.get(COOKIE, "")

    def takes(self, headers: list[str]) -> None:
        """Keep the cookies of an answer that has arrived."""
        for header in headers:
            for name, cookie in SimpleCookie(header).items():
                self.cookies[name] = cookie.value
                if cookie["max-age"] == "0" or not cookie.value:
                    del self.cookies[name]
