"""What the server's side knows of a phone."""

from collections.abc import Collection
from dataclasses import dataclass, field
from http.cookies import SimpleCookie
from typing import Any

from app.views.actor import COOKIE

Request = dict[str, Any]


@dataclass
class Browser:
    """A phone's cookies, what goes wrong with its next requests, and what is on its way.

    `due` are faults that wait for a request that writes; the first has tried `tries` of them.
    """

    cookies: dict[str, str] = field(default_factory=dict)
    faults: list[str] = field(default_factory=list)
    late: list[tuple[Request, dict[str, str]]] = field(default_factory=list)
    due: list[str] = field(default_factory=list)
    tries: int = 0

    def next_fault(self) -> str:
        """What happens to its next request; "" where that is nothing."""
        return self.faults.pop(0) if self.faults else ""

    def holds_back(self, kinds: Collection[str]) -> None:
        """What comes next waits, where it is one of these."""
        while self.faults and self.faults[0] in kinds:
            self.due.append(self.faults.pop(0))

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
