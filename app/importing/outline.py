"""The outline of a neighbourhood: a polygon in WGS 84."""

from collections.abc import Iterator
from typing import Any

from .errors import BrokenFile

DEPTH = {"Polygon": 1, "MultiPolygon": 2}
"""How many lists stand around a ring of positions."""

Position = tuple[float, float]
"""Longitude and latitude in degrees, in this order, as GeoJSON has them."""


def outline(geometry: Any) -> dict[str, Any]:
    """The geometry, without anything else. Raises BrokenFile where it is no sound polygon."""
    kind = geometry.get("type") if isinstance(geometry, dict) else None
    if kind not in DEPTH:
        raise BrokenFile(f"its geometry is {kind or 'missing'}, neither Polygon nor MultiPolygon")
    coordinates = geometry.get("coordinates")
    rings = list(_inside(coordinates, DEPTH[kind]))
    for ring in rings:
        _check_ring(ring)
    return {"type": kind, "coordinates": coordinates}


def first_position(geometry: dict[str, Any]) -> Position:
    """Where a sound outline begins."""
    ring = next(_inside(geometry["coordinates"], DEPTH[geometry["type"]]))
    return ring[0][0], ring[0][1]


def _inside(lists: Any, depth: int) -> Iterator[Any]:
    if not isinstance(lists, list) or not lists:
        raise BrokenFile("its outline is empty")
    for item in lists:
        if depth == 1:
            yield item
        else:
            yield from _inside(item, depth - 1)


def _check_ring(ring: Any) -> None:
    if not isinstance(ring, list) or len(ring) < 4:
        raise BrokenFile("its outline has a ring of fewer than four points")
    for position in ring:
        _check_position(position)
    if ring[0] != ring[-1]:
        raise BrokenFile("its outline has a ring that does not end where it begins")


def _check_position(position: Any) -> None:
    if not isinstance(position, list) or not 2 <= len(position) <= 3:
        raise BrokenFile("its outline has a point that is no pair of numbers")
    if not all(type(number) in (int, float) for number in position):
        raise BrokenFile("its outline has a point that is no pair of numbers")
    longitude, latitude = position[:2]
    if not (-180 <= longitude <= 180 and -90 <= latitude <= 90):
        hint = ""
        if -90 <= longitude <= 90 and -180 <= latitude <= 180:
            hint = "; are the two swapped?"
        raise BrokenFile(
            f"longitude {longitude}, latitude {latitude} is no place in WGS 84 degrees{hint}"
        )
