"""Phones under a server that dies: they write, push, and push again what was not answered."""

import threading
from collections.abc import Callable
from random import Random
from typing import Any

from caller import Caller, NoAnswer, NotNow
from ledger import Ledger

from app.sync.envelope import MOST_COMMANDS

MOST_AT_ONCE = 6
MOST_WAITING = 24
"""So much waits where the server puts a phone off again and again."""
A_DAY_S_WORK = 200
"""After so many commands somebody else writes: the server lets nobody write without end."""
STATES = (
    ("support", "withdraw_support", "proposal"),
    ("sign_up", "withdraw_sign_up", "shift"),
    ("follow", "unfollow", "on"),
)


class Sender(threading.Thread):
    """A phone of one person after another; `things` says what they write about, by argument.

    It knows what it has written, whether or not that has arrived: the revision of its latest
    comment, and what each person has `decided`.
    """

    def __init__(
        self, people: list[Caller], things: dict[str, str], ledger: Ledger, seed: int
    ) -> None:
        super().__init__(daemon=True, name=f"Telefon {seed}")
        self.people, self.things, self.ledger = people, things, ledger
        self.random = Random(seed)  # noqa: S311
        self.outbox: list[dict[str, Any]] = []
        self.decided: dict[tuple[str, str], bool] = {}
        self.done = threading.Event()
        self.author = people[0]
        self._written = 0
        self._latest = ""
        self._revision = 0

    def run(self) -> None:
        """Write and send until told to finish; then send what is left."""
        try:
            while not self.ledger.odd and (self.outbox or not self.done.is_set()):
                if not self.done.is_set() and len(self.outbox) < MOST_WAITING:
                    self._writes()
                self._pushes()
        except BaseException as error:
            self.ledger.wonders(repr(error))

    def _writes(self) -> None:
        if not self.outbox:
            # What waits is its author's: only then somebody else takes the phone.
            self.author = self.people[self._written // A_DAY_S_WORK % len(self.people)]
        for _ in range(self.random.randint(1, MOST_AT_ONCE)):
            command = self.random.choice((self._comments, self._edits, self._decides))()
            self.ledger.notes(command)
            self.outbox.append(command)
            self._written += 1

    def _pushes(self) -> None:
        batch = self.outbox[:MOST_COMMANDS]
        life = self.ledger.asked()
        try:
            results = self.author.pushes(batch)
        except NotNow:
            self.ledger.put_off()
            return
        except NoAnswer:
            self.ledger.unanswered_in(life, batch)
            return
        done = self.ledger.answered(results)
        self.outbox = [command for command in self.outbox if command["id"] not in done]

    def _comments(self) -> dict[str, Any]:
        text = f"{self.name} schreibt zum {self._written}. Mal"
        on = self.random.choice((self.things["on"], self.things["proposal"]))
        command = self.author.command("comment", on=on, body=text)
        self._latest, self._revision = command["id"], 0
        return command

    def _edits(self) -> dict[str, Any]:
        latest = self.ledger.written.get(self._latest)
        if not latest or latest["actor"] != self.author.actor:
            return self._comments()
        text = f"{self.name} ändert zum {self._written}. Mal"
        said = {"comment": self._latest, "body": text, "revision": str(self._revision)}
        self._revision += 1
        return self._after(self.author.command("edit_comment", **said), self._is_about_latest)

    def _decides(self) -> dict[str, Any]:
        yes, no, argument = self.random.choice(STATES)
        place = (self.author.actor, yes)
        self.decided[place] = not self.decided.get(place, False)
        name = yes if self.decided[place] else no
        command = self.author.command(name, **{argument: self.things[argument]})
        return self._after(command, lambda other: other["name"] in (yes, no))

    def _is_about_latest(self, other: dict[str, Any]) -> bool:
        return self._latest in (other["id"], other["args"].get("comment"))

    def _after(self, command: dict[str, Any], is_same: Callable[[Any], bool]) -> dict[str, Any]:
        """It depends on what waits and is about the same."""
        command["depends_on"] = [other["id"] for other in self.outbox if is_same(other)]
        return command
