"""Backups that are made while phones push and the server dies, and what is in them."""

import re
import threading
from contextvars import Context
from pathlib import Path
from uuid import UUID

from flask import Flask
from ledger import Ledger
from server import flask
from verdict import Verdict

from app import create_app
from app.db import db
from app.writing import writing


class Copy(threading.Thread):
    """`flask backup` beside the server; `known` is what was acknowledged before it began."""

    def __init__(self, path: Path, instance: Path, database: str, ledger: Ledger) -> None:
        super().__init__(daemon=True)
        self.path, self.instance, self.database = path, instance, database
        self.ledger = ledger
        self.known = dict(ledger.told)
        self.version = 0

    def run(self) -> None:
        """Make it."""
        try:
            said = flask(self.instance, "backup", str(self.path), DATABASE_URL=self.database)
            found = re.search(r"version (\d+)\.$", said.strip())
            assert found, said
            self.version = int(found[1])
        except BaseException as error:
            self.ledger.wonders(f"no backup: {error!r}")

    def judged(self, since: set[UUID]) -> Verdict:
        """What a new town that is made from it holds."""
        assert all(version <= self.version for version in self.known.values())
        url = f"sqlite:///{self.path.with_suffix('.db')}"
        settings = {"SQLALCHEMY_DATABASE_URI": url, "INSTANCE": self.instance}
        return Context().run(self._restored, create_app({"TESTING": True} | settings), since)

    def _restored(self, app: Flask, since: set[UUID]) -> Verdict:
        result = app.test_cli_runner().invoke(args=["restore", str(self.path)])
        assert result.exit_code == 0, result.output
        with app.app_context():
            verdict = Verdict(self.ledger, since, self.version)
            with writing() as write:
                write.everything = True
            assert write.mended == 0, "documents of a restored town differ from a rebuild"
            db.session.remove()
            db.engine.dispose()
        return verdict
