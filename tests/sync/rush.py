"""Several people who push in the same moment, as phones do when a hall gets its network back."""

from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from contextvars import Context
from threading import Event
from typing import Any

from cast import Cast, Person
from flask import Flask
from waiting import eventually

from app.commands import Outcome
from app.sync.jointly import LINE, Job, Line
from app.writing import Writing

Results = list[dict[str, Any]]


class Rush:
    """Whoever pushes inside `held()` waits in the line, and goes on when it ends."""

    def __init__(self, cast: Cast) -> None:
        self.app = cast.app
        self.line: Line = cast.app.extensions[LINE]
        self._threads = ThreadPoolExecutor()
        self._came = 0

    @contextmanager
    def held(self) -> Iterator["Rush"]:
        """Somebody else's transaction runs, and ends with this block."""
        begun, ended = Event(), Event()

        def run(_write: Writing) -> list[Outcome]:
            begun.set()
            assert ended.wait(20)
            return []

        first = self._threads.submit(Context().run, _leads, self.app, self.line, Job(run, 1))
        assert begun.wait(20)
        try:
            yield self
        finally:
            ended.set()
        assert first.result() == []

    def pushes(self, person: Person, *commands: dict[str, Any]) -> "Future[Results]":
        """Begin to push, and come to stand in the line behind those who came before."""
        future = self._threads.submit(person.pushes, *commands)
        self.waits_for_one_more()
        return future

    def submits(self, person: Person, name: str, **args: str) -> "Future[Any]":
        """Begin to send a form, likewise."""
        future = self._threads.submit(person.submits, name, **args)
        self.waits_for_one_more()
        return future

    def waits_for_one_more(self) -> None:
        """Whoever comes now stands behind all others."""
        self._came += 1
        eventually(lambda: len(self.line._waiting) == self._came, "they wait in line")


def _leads(app: Flask, line: Line, job: Job) -> list[Outcome] | None:
    with app.app_context():
        return line.carry_out(job)
