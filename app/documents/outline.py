"""The map, in the scope `map`: the outline of each neighbourhood, and the root `map`."""

from collections.abc import Collection, Iterator

from sqlalchemy import select

from ..db import db
from ..models import Neighbourhood, Town
from ..models.shape import bounds
from .kind import Placed, key, kind
from .query import ids_of, uuids

MAP = "map"


@kind("outline", ids=ids_of(Neighbourhood))
def build(ids: Collection[str]) -> Iterator[Placed]:
    places = select(Neighbourhood).where(
        Neighbourhood.id.in_(uuids(ids)), Neighbourhood.shape != ""
    )
    for place in db.session.scalars(places):
        body = {
            "id": str(place.id),
            "name": place.name,
            "look": place.look % 8,
            "shape": place.shape,
        }
        yield MAP, key("outline", place.id), body


@kind(MAP, ids=lambda: [""])
def build_map(_ids: Collection[str]) -> Iterator[Placed]:
    """`bounds` as `south,west,north,east`, empty where no neighbourhood has an outline."""
    for town in db.session.scalars(select(Town)):
        shapes = db.session.scalars(select(Neighbourhood.shape).where(Neighbourhood.shape != ""))
        yield (
            MAP,
            MAP,
            {
                "id": MAP,
                "bounds": bounds(shapes),
                "tiles": town.tiles,
                "attribution": town.attribution,
            },
        )
