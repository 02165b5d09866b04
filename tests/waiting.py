"""Waiting for a state, never for a time."""

import threading
import time
from collections.abc import Callable
from typing import TypeVar

PATIENCE = 20.0
T = TypeVar("T")


def eventually(look: Callable[[], T], what: str, patience: float = PATIENCE) -> T:
    """Look again and again until `look()` is true; returns what it saw.

    Raises AssertionError, naming `what` was waited for, when patience ends.
    """
    pause = threading.Event()
    end = time.monotonic() + patience
    while True:
        seen = look()
        if seen:
            return seen
        assert time.monotonic() < end, f"still not so after {patience:.0f} s: {what}"
        pause.wait(0.03)
