"""Writers that stop where a test wants them to: begin, work, clock and commit, interleaved."""

import threading
from collections.abc import Callable
from contextvars import Context

import pytest
from flask import Flask
from sqlalchemy import text

import app.writing as module
from app.db import db
from app.writing import Writing, writing

POINTS = ("worked", "clock_taken", "built")
PATIENCE = 30


class Writer(threading.Thread):
    """Runs `work` inside `writing()` and waits at `stop` until told to go on."""

    def __init__(
        self,
        app: Flask,
        work: Callable[[], None],
        stop: str = "",
        draw: Callable[[], int] = lambda: 0,
    ) -> None:
        super().__init__(daemon=True)
        self.app, self.work, self.stop_at, self.draw = app, work, stop, draw
        self.drawn = 0
        self.started, self.reached, self.go = (threading.Event() for _ in range(3))
        self.done = threading.Event()
        self.error: BaseException | None = None

    def run(self) -> None:
        Context().run(self._run)

    def _run(self) -> None:
        current.writer = self
        try:
            with self.app.app_context():
                self.drawn = self.draw()
                pause("drawn")
                self.started.set()
                with writing():
                    self.work()
        except BaseException as error:
            self.error = error
        finally:
            self.done.set()
            self.reached.set()

    def waits_at(self, point: str) -> None:
        if point == self.stop_at:
            self.reached.set()
            assert self.go.wait(PATIENCE), f"nobody let the writer go on from {point}"

    def runs_to_its_stop(self) -> "Writer":
        self.start()
        assert self.reached.wait(PATIENCE)
        return self

    def runs_until_done_or_blocked(self) -> "Writer":
        """Go as far as the other writer's locks allow."""
        self.start()
        assert self.started.wait(PATIENCE)
        for _ in range(PATIENCE * 100):
            if self.done.wait(0.01) or self._blocked():
                return self
        raise AssertionError("neither done nor blocked")

    def finishes(self) -> None:
        self.go.set()
        assert self.done.wait(PATIENCE)
        self.join(PATIENCE)
        if self.error:
            raise self.error

    def _blocked(self) -> bool:
        engine = db.engine
        if engine.dialect.name == "sqlite":
            # The other holds the file's only write lock from its BEGIN on.
            return True
        with engine.connect() as connection:
            waiting = "SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock'"
            return bool(connection.scalar(text(waiting)))


current = threading.local()


def pause(point: str) -> None:
    """A point where the current thread's writer may stop."""
    writer = getattr(current, "writer", None)
    if writer:
        writer.waits_at(point)


@pytest.fixture
def stops(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let writers stop at POINTS."""
    tick, fresh, finish = module._tick, module.fresh, module._finish

    def ticking(session: object) -> int:
        version = tick(session)
        pause("clock_taken")
        return version

    def building(touched: object, version: int) -> object:
        scopes = fresh(touched, version)
        pause("built")
        return scopes

    def finishing(session: object, write: Writing) -> None:
        pause("worked")
        finish(session, write)

    monkeypatch.setattr(module, "_tick", ticking)
    monkeypatch.setattr(module, "fresh", building)
    monkeypatch.setattr(module, "_finish", finishing)
