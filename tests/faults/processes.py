"""The server's processes, which take turns with requests, and end."""

from collections.abc import Sequence

from flask import Flask

from app import create_app
from app.db import db


class Processes:
    """`apps`: what one of them keeps the others do not know."""

    def __init__(self, apps: Sequence[Flask]) -> None:
        self.apps = list(apps)
        self._first = tuple(apps)
        self._turn = 0

    def begin(self) -> None:
        """They are those of the start again, and the first one has the first turn."""
        self._turn = 0
        for at, first in enumerate(self._first):
            if self.apps[at] is not first:
                _inherit(first, self.apps[at])
                _close(self.apps[at])
                self.apps[at] = first

    @property
    def known(self) -> list[Flask]:
        """All there are, and those of the start: the tests themselves look by one of these."""
        return [*self.apps, *(app for app in self._first if app not in self.apps)]

    def next(self) -> Flask:
        """The one whose turn it is."""
        self._turn += 1
        return self.apps[(self._turn - 1) % len(self.apps)]

    def dies(self, app: Flask) -> None:
        """All that it remembered is gone, its connections are closed; a new one has its place."""
        new = create_app(dict(app.config))
        new.test_client_class = app.test_client_class
        _inherit(new, app)
        _close(app)
        self.apps[self.apps.index(app)] = new


def _inherit(app: Flask, before: Flask) -> None:
    """What stands in files and settings, which outlive a process."""
    app.secret_key = before.secret_key
    for name in ("SECRET_KEY_FALLBACKS", "KIOSK_SUPPORTS"):
        app.config[name] = before.config[name]


def _close(app: Flask) -> None:
    with app.app_context():
        db.engine.dispose()
