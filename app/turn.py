"""SQLite: requests that write wait in line.

SQLite has one writer at a time, and no line: who finds another looks again after pauses that grow
to a tenth of a second, and may find yet another each time, while the file is free in between. So
requests queue here first, those of all processes, and whoever is next begins at once.

What the command line does can take minutes. It is not in this line, so that none stands behind it
for longer than SQLite's own patience.
"""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from time import monotonic

from flask import has_request_context

from .db import db


@contextmanager
def in_turn() -> Iterator[float]:
    """Until it ends no other request writes; gives how many seconds it has waited for that."""
    folder = _folder()
    if not folder:
        yield 0.0
        return
    begun = monotonic()
    line = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(line, fcntl.LOCK_EX)
        yield monotonic() - begun
    finally:
        os.close(line)


def _folder() -> str:
    """What they queue at: the database's folder. Its file has SQLite's own locks."""
    address = db.engine.url
    is_file = address.get_backend_name() == "sqlite" and address.database not in (None, ":memory:")
    return os.path.dirname(str(address.database)) if is_file and has_request_context() else ""
