"""The outlines of a town as phones get them: few points, small, borders in common."""

import math
from typing import Any

import brotli
import shapely
from sqlalchemy import select

from ..db import db
from ..models import Neighbourhood
from ..models.shape import DECIMALS, encode

MOST_BYTES = 18_000
"""Of all shapes of a town, compressed as they travel; with ids and names they stay below 20 kB."""
FINEST, COARSEST = 5, 500
"""Metres, about: a finer line cannot be told on a phone; a coarser one is no outline any more."""
STEP = 1.5
DEGREE = 111_320
"""Metres from one latitude to the next."""
COMPRESSION = 5


def reshape() -> None:
    """Give all neighbourhoods the shapes of their outlines, inside `writing()`.

    All at once, since what one neighbour's border becomes the other's has to become, too.
    """
    places = list(db.session.scalars(select(Neighbourhood).order_by(Neighbourhood.id)))
    outlined = [place for place in places if place.outline]
    found = shapes([place.outline for place in outlined])
    by_id = dict(zip((place.id for place in outlined), found, strict=True))
    for place in places:
        shape = by_id.get(place.id, "")
        if place.shape != shape:
            place.shape = shape


def shapes(outlines: list[Any]) -> list[str]:
    """The shapes of GeoJSON outlines, as fine as `MOST_BYTES` allow."""
    if not outlines:
        return []
    areas = [_area(outline) for outline in outlines]
    middle = shapely.GeometryCollection(areas).bounds
    east = math.cos(math.radians((middle[1] + middle[3]) / 2)) * DEGREE
    flat = [shapely.transform(area, lambda at: at * (east, DEGREE)) for area in areas]
    tolerance: float = FINEST
    while True:
        simple = _simplified(flat, tolerance)
        found = [_shape(area, east) for area in simple]
        if tolerance >= COARSEST or _bytes(found) <= MOST_BYTES:
            return found
        tolerance *= STEP


def _simplified(areas: list[Any], tolerance: float) -> Any:
    """Neighbours together; where their borders are too tangled for that, each by itself."""
    try:
        return shapely.coverage_simplify(areas, tolerance)
    except shapely.GEOSException:
        return shapely.simplify(areas, tolerance)


def _area(outline: Any) -> Any:
    """Rounded first, so that what was the same border for both neighbours stays the same."""
    polygons = outline["coordinates"]
    if outline["type"] == "Polygon":
        polygons = [polygons]
    rounded = [
        [[(round(at[0], DECIMALS), round(at[1], DECIMALS)) for at in ring] for ring in polygon]
        for polygon in polygons
    ]
    return shapely.MultiPolygon([(rings[0], rings[1:]) for rings in rounded])


def _shape(area: Any, east: float) -> str:
    polygons = (part for part in shapely.get_parts(area) if not part.is_empty)
    return encode(
        [
            [(float(y) / DEGREE, float(x) / east) for x, y in ring.coords]
            for ring in (polygon.exterior, *polygon.interiors)
        ]
        for polygon in polygons
    )


def _bytes(found: list[str]) -> int:
    return len(brotli.compress("\n".join(found).encode(), quality=COMPRESSION))
