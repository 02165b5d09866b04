"""A phone that reads on and on while the server dies."""

import threading
from typing import Any

from caller import Caller, NoAnswer, NotNow
from ledger import Ledger
from phone import Phone


class Reader(threading.Thread):
    """Its replica in the end is what a fresh pull gives, and nothing it read is taken back."""

    def __init__(self, person: Caller, scopes: tuple[str, ...], ledger: Ledger) -> None:
        super().__init__(daemon=True)
        self.person, self.ledger = person, ledger
        self.phone = Phone(self, *scopes)  # type: ignore[arg-type]
        self.done = threading.Event()
        self._as_of = 0

    def run(self) -> None:
        """Pull until told to finish."""
        try:
            while not self.ledger.odd and not self.done.is_set():
                life = self.ledger.asked()
                try:
                    self.phone.pulls_once()
                except NotNow:
                    self.ledger.put_off()
                except NoAnswer:
                    self.ledger.unanswered_in(life, [])
        except BaseException as error:
            self.ledger.wonders(repr(error))

    def pulls(self, *want: str, **how: Any) -> dict[str, Any]:
        """As phones ask; the clock never goes back, not over a death either."""
        answer = self.person.pulls(*want, **how)
        if answer["as_of"] < self._as_of:
            self.ledger.wonders(f"the clock went from {self._as_of} to {answer['as_of']}")
        self._as_of = answer["as_of"]
        return answer
