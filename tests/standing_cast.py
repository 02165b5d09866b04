"""The cast on a stage that was built once: its rows are put back, its browsers are new."""

from dataclasses import replace

from cast import Cast
from flask import Flask
from snapshots import Snapshot

PEOPLE = ("ayse", "bernd", "carla", "dilan")


class Stage:
    """Built in the database of an app, which holds nothing but a clock."""

    def __init__(self, app: Flask) -> None:
        self.cast = Cast.on_stage(app)
        self._tokens = {name: getattr(self.cast, name).token for name in PEOPLE}
        self._rows = Snapshot()

    def again(self) -> Cast:
        """The same people and things in a database that holds nothing but a clock again."""
        self._rows.put_into_new()
        return replace(self.cast, **{name: self._person(name) for name in PEOPLE})

    def _person(self, name: str) -> object:
        id = getattr(self.cast, name).id
        return Cast.person(self.cast.app, id, self._tokens[name])
