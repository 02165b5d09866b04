"""How gunicorn serves Kokommune; what is a matter of the machine comes from the environment."""

import os
import sys
from typing import Any

FEWEST, MOST = 2, 4
"""Processes, where nobody has said how many: one never waits for all, and memory has an end."""


def _processes() -> int:
    """As many as there are processors for this service."""
    return min(MOST, max(FEWEST, len(os.sched_getaffinity(0))))


host, port = os.environ["HOST"], os.environ["PORT"]

wsgi_app = "app:create_app()"
bind = f"[{host}]:{port}" if ":" in host else f"{host}:{port}"
worker_class = "app.serving.worker.FairWorker"
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
