"""The real server, as bin/serve starts it, on a database of its own."""

import json
import os
import shutil
import signal
import socket
import sqlite3
import subprocess
import sys
import tempfile
import urllib.request
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import Any

from forked import ROOT, python_m
from waiting import PATIENCE, eventually

DIST = Path(os.environ.get("KOKOMMUNE_DIST") or ROOT / "static" / "dist")
CONFIG = ROOT / "bin" / "lib" / "gunicorn.py"


def environment(instance: Path, dist: Path = DIST) -> dict[str, str]:
    """The settings of a server whose data lives in `instance`."""
    return {name: value for name, value in os.environ.items() if name != "DATABASE_URL"} | {
        "KOKOMMUNE_INSTANCE": str(instance),
        "KOKOMMUNE_DIST": str(dist),
    }


def seed_town(instance: Path) -> None:
    """Make a database with the seed town, as bin/serve does."""
    _prepare(instance, "--seed", "")


def empty_town(instance: Path) -> None:
    """Make a database with a town and nothing in it."""
    _prepare(instance, "--empty", "Leerstadt")


def flask(instance: Path, *arguments: str, **settings: str) -> str:
    """Run the command line against the database in `instance`; returns what it printed."""
    with tempfile.TemporaryDirectory() as folder:
        output = Path(folder) / "output"
        command = ("flask", "--app", str(ROOT / "app"), *arguments)
        process = python_m(*command, env=environment(instance) | settings, output=output)
        process.join()
        printed = output.read_text(errors="replace")
    assert process.exitcode == 0, printed
    return printed


def other_build(folder: Path, salt: str) -> Path:
    """Build the same front end as another version of the app into `folder`."""
    subprocess.run(
        ("node", str(ROOT / "bin" / "build.js"), "--out", str(folder)),
        env=os.environ | {"KOKOMMUNE_BUILD_SALT": salt},
        check=True,
        capture_output=True,
    )
    return folder


def _prepare(instance: Path, *arguments: str) -> None:
    script = str(ROOT / "bin" / "lib" / "prepare.py")
    done = subprocess.run(
        (sys.executable, "-P", script, *arguments),
        env=environment(instance),
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr


class Server:
    """gunicorn with a copy of the data in `town`; it keeps its port and data over restarts.

    `settings` of its environment may change between two starts.
    """

    def __init__(self, town: Path, folder: Path, config: Path = CONFIG, **settings: str) -> None:
        self.instance = folder / "instance"
        shutil.copytree(town, self.instance)
        self.port = _free_port()
        self.dist = DIST
        self.settings = {"HOST": "127.0.0.1", "PORT": str(self.port), "WEB_THREADS": "8"} | settings
        self._command = ("gunicorn", "--config", str(config))
        self._log = folder / "server.log"
        self._process: BaseProcess | None = None

    def starts(self, dist: Path | None = None) -> "Server":
        """Start, with another front-end build if one is given, and wait until it answers."""
        self.dist = dist or self.dist
        env = environment(self.instance, self.dist) | self.settings
        self._process = python_m(*self._command, env=env, output=self._log)
        eventually(self._answers, "the server answers")
        return self

    def stops(self) -> None:
        """End it in good order; nothing if it does not run."""
        self._ends(signal.SIGTERM)

    def is_killed(self) -> None:
        """kill -9 for all of its processes."""
        self._ends(signal.SIGKILL)

    def dies(self, patience: float = PATIENCE) -> None:
        """Wait until it has ended, whoever ends it."""
        assert self._process is not None
        self._process.join(patience)
        assert not self._process.is_alive(), "the server lives on"
        self._process = None

    def comments(self, text: str) -> int:
        """How many comments with exactly this text the database holds."""
        return int(self.value("SELECT count(*) FROM comment WHERE text = ?", text))

    def value(self, query: str, *values: str) -> Any:
        """The one value that a query gives, read beside the server."""
        return self.rows(query, *values)[0][0]

    def rows(self, query: str, *values: str) -> list[Any]:
        """The rows that a query gives, read beside the server."""
        connection = sqlite3.connect(f"file:{self.instance / 'kokommune.db'}?mode=ro", uri=True)
        try:
            return connection.execute(query, values).fetchall()
        finally:
            connection.close()

    def log(self) -> str:
        """All that it said so far."""
        return self._log.read_text(errors="replace")

    def _ends(self, how: signal.Signals) -> None:
        if self._process is None:
            return
        if self._process.is_alive():
            os.killpg(self._process.pid, how)
        self._process.join(PATIENCE)
        assert not self._process.is_alive(), "the server does not end"
        self._process = None

    def _answers(self) -> bool:
        assert self._process is not None
        assert self._process.is_alive(), f"the server ended:\n{self.log()}"
        try:
            with urllib.request.urlopen(
                f"http://127.0.0.1:{self.port}/healthz", timeout=5
            ) as answer:
                return bool(json.load(answer)["database"])
        except OSError:
            return False


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
