"""How gunicorn serves Kokommune; what is a matter of the machine comes from the environment."""

import os
import sys
import time
from typing import Any

from gunicorn.workers.gthread import ThreadWorker

FEWEST, MOST = 2, 4
"""Processes, where nobody has said how many: one never waits for all, and memory has an end."""


STEP, LONGEST = 0.001, 0.002
"""Seconds that a process rests for each connection that it has, before it takes one more."""


class FairWorker(ThreadWorker):
    """Whoever has fewer connections takes the next.

    All processes wake when one comes, and a connection stays where it was taken. Without this the
    first that was awake took what came together, often all of a proxy's, and the others idled.
    """

    _rests_until = 0.0

    def accept(self, listener: Any) -> None:
        super().accept(listener)
        if self.cfg.workers > 1:
            self._rests_until = time.monotonic() + min(self.nr_conns * STEP, LONGEST)
            self.set_accept_enabled(False)

    def set_accept_enabled(self, enabled: bool) -> None:
        super().set_accept_enabled(enabled and time.monotonic() >= self._rests_until)

    def wait_for_and_dispatch_events(self, timeout: float) -> None:
        rest = max(0.0, self._rests_until - time.monotonic())
        super().wait_for_and_dispatch_events(min(timeout, rest or timeout))


def _processes() -> int:
    """As many as there are processors for this service."""
    return min(MOST, max(FEWEST, len(os.sched_getaffinity(0))))


host, port = os.environ["HOST"], os.environ["PORT"]

wsgi_app = "app:create_app()"
bind = f"[{host}]:{port}" if ":" in host else f"{host}:{port}"
worker_class = FairWorker
workers = int(os.environ.get("WEB_CONCURRENCY") or _processes())
threads = int(os.environ.get("WEB_THREADS") or 16)
# A thread that comes back from the database waits for the one that computes. Most requests take
# a millisecond: at Python's usual five they never let go, and short ones stood behind long ones.
sys.setswitchinterval(0.0005)
# One import for all processes; a mistake in a setting ends the start instead of a worker.
preload_app = True
loglevel = "warning"
control_socket_disable = True


def when_ready(_server: Any) -> None:
    """Say what to open, now that it will answer."""
    from app.roles.link import served_at

    _say(f"Kokommune is open: {served_at()}  (Ctrl-C ends it)")


def on_exit(_server: Any) -> None:
    """Say that nothing is left running."""
    _say("Kokommune has ended.")


def _say(words: str) -> None:
    print(words, file=sys.stderr, flush=True)
