"""What is made once for all processes of a test run."""

import fcntl
from collections.abc import Callable
from pathlib import Path

import pytest


def once_for_all(
    factory: pytest.TempPathFactory, name: str, make: Callable[[Path], object]
) -> Path:
    """The folder `name`, which the first process that asks makes by `make(folder)`."""
    # Under xdist each process has a folder of its own below the run's.
    base = factory.getbasetemp()
    base = base if base.name.startswith("pytest-") else base.parent
    folder = base / name
    with (base / f"{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not folder.exists():
            make(folder)
    return folder
