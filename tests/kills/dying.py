"""gunicorn as bin/serve has it, until it dies: kill -9 for the master and all workers.

`KOKOMMUNE_DIES` says when, such as `after_commit:7`: at the seventh push that comes that far, in
whichever worker. Without it, it lives until somebody else ends it.
"""

import os
import runpy
import signal
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, event
from sqlalchemy.engine import Connection
from sqlalchemy.orm import Session

BASE = Path(__file__).resolve().parents[2] / "bin" / "lib" / "gunicorn.py"
PUSH = "/sync/push"
WRITE = "kokommune_write"
WRITING = "kokommune_writing"
TICK = "UPDATE clock "
LAST = b"!"
globals().update(runpy.run_path(str(BASE)))

due, _, _number = os.environ.get("KOKOMMUNE_DIES", "").partition(":")
# Workers take marks out of one pipe; who gets the last one knows that it is time.
marks, _put = os.pipe()
os.write(_put, b"." * (int(_number or 1) - 1) + LAST)


def comes_to(point: str) -> bool:
    """Whether it is time to die at this point."""
    return point == due and os.read(marks, 1) == LAST


def dies() -> None:
    """The end of all processes of this server."""
    os.killpg(os.getpgrp(), signal.SIGKILL)


class Mortal:
    """The application, which dies when a push has come in, or when half of its answer is out."""

    def __init__(self, app: Callable[..., Iterable[bytes]]) -> None:
        self._app = app

    def __call__(self, environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        if environ["PATH_INFO"] != PUSH:
            return self._app(environ, start_response)
        if comes_to("received"):
            dies()
        answer = self._app(environ, start_response)
        return half_of(answer) if comes_to("half_answered") else answer


def half_of(answer: Iterable[bytes]) -> Iterable[bytes]:
    """The first half of an answer, and nothing more ever."""
    body = b"".join(answer)
    yield body[: len(body) // 2]
    dies()


def post_worker_init(worker: Any) -> None:
    """Each worker watches its own requests and transactions."""
    worker.wsgi = Mortal(worker.wsgi)
    event.listen(Engine, "before_cursor_execute", _before_clock)
    event.listen(Engine, "commit", _before_commit)
    event.listen(Session, "after_commit", _after_commit)


def _before_clock(_connection: Connection, _cursor: Any, statement: str, *_: Any) -> None:
    # All work of the transaction is done by then, but for the documents, which follow the clock.
    if statement.startswith(TICK) and comes_to("before_clock"):
        dies()


def _before_commit(connection: Connection) -> None:
    if connection.get_execution_options().get(WRITE) and comes_to("before_commit"):
        dies()


def _after_commit(session: Session) -> None:
    # The end of a savepoint is told as well.
    is_whole = session.info.get(WRITING) and not session.in_nested_transaction()
    if is_whole and comes_to("after_commit"):
        dies()
