"""The town: key `town`, in `public`."""

from collections.abc import Collection, Iterator

from sqlalchemy import select

from ..db import db
from ..models import Town
from .kind import PUBLIC, Placed, kind


@kind("town", ids=lambda: [""])
def build(_ids: Collection[str]) -> Iterator[Placed]:
    for town in db.session.scalars(select(Town)):
        yield (
            PUBLIC,
            "town",
            {
                "id": "town",
                "name": town.name,
                "motto": town.motto,
                "time_zone": town.time_zone,
            },
        )
