"""What was written and what the server has said about it, over all its deaths."""

import threading
from collections import Counter
from collections.abc import Callable
from typing import Any

DONE = ("applied", "waitlisted")
PATIENCE = 120
"""A life that takes longer has no end: a machine that does much else is slow, and nothing more."""

PAUSE = 0.1
"""Seconds until a phone that was put off asks again; real ones wait longer."""


class Ledger:
    """Shared by all phones.

    `written`: commands by id; `told`: version by id of what was acknowledged in an answer that
    was read whole; `unanswered`: ids that were pushed at least once without an answer; `odd`: what
    must not be.
    """

    def __init__(self) -> None:
        self.written: dict[str, dict[str, Any]] = {}
        self.told: dict[str, int] = {}
        self.unanswered: set[str] = set()
        self.counted: Counter[str] = Counter()
        self.odd: list[str] = []
        self._life = 0
        self._events = 0
        self._answers = 0
        self._refused = False
        self._changed = threading.Condition()

    def notes(self, command: dict[str, Any]) -> None:
        """Somebody has written this."""
        with self._changed:
            self.written[command["id"]] = command

    def asked(self) -> int:
        """A push goes out; gives which of its lives the server has now."""
        with self._changed:
            self._happens()
            return self._life

    def answered(self, results: list[dict[str, Any]]) -> set[str]:
        """The answer was read whole; gives the ids that are done with."""
        with self._changed:
            self._happens()
            self._answers += 1
            return {result["id"] for result in results if self._takes(result)}

    def unanswered_in(self, life: int, commands: list[dict[str, Any]]) -> None:
        """No answer has come. Waits for the server's next life."""
        with self._changed:
            self._happens()
            self.counted["unanswered pushes"] += bool(commands)
            self.unanswered |= {command["id"] for command in commands}
            alive = self._changed.wait_for(lambda: self._life > life or self.odd, PATIENCE)
            if not alive:
                self.odd.append("a server that was alive has not answered")

    def put_off(self) -> None:
        """The server has said that it cannot now: phones ask again after a while."""
        with self._changed:
            self.counted["put off"] += 1
            life, self._refused = self._life, True
            self._changed.notify_all()
            self._changed.wait_for(lambda: self._life > life or self.odd, PAUSE)

    def waits_for_answers(self, pushes: int) -> None:
        """Until so many pushes were answered in this life."""
        self._waits(lambda: self._answers >= pushes)

    def waits_for_refusal(self) -> None:
        """Until the server has said so in this life."""
        self._waits(lambda: self._refused)

    def wonders(self, what: str) -> None:
        """Note what must not be."""
        with self._changed:
            self.odd.append(what)
            self._changed.notify_all()

    def begins_life(self) -> None:
        """The server answers again."""
        with self._changed:
            self._life += 1
            self._events = 0
            self._answers = 0
            self._refused = False
            self._changed.notify_all()

    def waits_for(self, events: int) -> None:
        """Until so many requests and answers have gone by in this life."""
        self._waits(lambda: self._events >= events)

    def _waits(self, seen: Callable[[], bool]) -> None:
        with self._changed:
            assert self._changed.wait_for(lambda: seen() or self.odd, PATIENCE), "no requests"

    def _happens(self) -> None:
        self._events += 1
        self._changed.notify_all()

    def _takes(self, result: dict[str, Any]) -> bool:
        id, status = result["id"], result["status"]
        self.counted[status] += 1
        if status == "retry":
            return False
        if status == "duplicate":
            status = result["first"]
        if status not in DONE:
            self.odd.append(f"{self.written[id]['name']} {id}: {result}")
        before = self.told.setdefault(id, result["version"])
        if before != result["version"]:
            self.odd.append(f"{id} was told {before}, then {result['version']}")
        return True
