"""Writes places as neighbourhoods."""

from sqlalchemy import func, select
from uuid6 import uuid7

from ..db import db, now
from ..models import Neighbourhood
from .geojson import Place
from .suggestion import same_name
from .tally import Tally


class NeighbourhoodImport:
    """Brings places in, inside `writing()`. A place is known by its name.

    One that is there already, by import or by hand, keeps its text and gets the outline.
    """

    def __init__(self, tally: Tally) -> None:
        self._tally = tally
        self._time = now()
        self._known = {
            same_name(row.name): row for row in db.session.scalars(select(Neighbourhood))
        }
        highest = db.session.scalar(select(func.max(Neighbourhood.look)))
        self._next_look = 0 if highest is None else highest + 1

    def bring(self, place: Place) -> None:
        """Make one neighbourhood, or update it."""
        known = self._known.get(same_name(place.name))
        if known is None:
            self._add(place)
            self._tally.note(is_new=True, has_changed=False)
            return
        changes = {
            name: value
            for name, value in (("name", place.name), ("outline", place.outline))
            if getattr(known, name) != value
        }
        for name, value in changes.items():
            setattr(known, name, value)
        self._tally.note(is_new=False, has_changed=bool(changes))

    def _add(self, place: Place) -> None:
        db.session.add(
            Neighbourhood(
                id=uuid7(),
                created=self._time,
                name=place.name,
                outline=place.outline,
                look=self._next_look,
            )
        )
        self._next_look += 1
