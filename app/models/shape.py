"""A simplified outline as phones draw it: a text that is small and quickly read.

A shape is its polygons joined by `,`; a polygon its rings joined by a blank, the outer one first,
then its holes; a ring its points in the Encoded Polyline Algorithm Format with five decimals:
latitude and longitude, each as the difference from the point before. A ring's last point is not
its first once more. Nothing but a letter from `?` to `~` stands in a ring, so the two signs are
free. `static/js/map/outline.js` reads the same text; cases for both stand in `tests/shapes.json`.
"""

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

DECIMALS = 5
_ONE = 10**DECIMALS
_FIRST = ord("?")
_MORE = 32

Position = tuple[float, float]
"""Latitude and longitude in degrees."""
Polygons = list[list[list[Position]]]


def encode(polygons: Iterable[Iterable[Sequence[Position]]]) -> str:
    """Write polygons of closed rings as a shape."""
    return ",".join(" ".join(_ring(ring[:-1]) for ring in polygon) for polygon in polygons)


def decode(shape: str) -> Polygons:
    """Read a shape: polygons of rings of positions, the rings left open."""
    return [
        [list(_positions(ring)) for ring in polygon.split(" ")]
        for polygon in shape.split(",")
        if shape
    ]


def contains(polygons: Polygons, latitude: float, longitude: float) -> bool:
    """Whether a place lies in a shape that was read; on a border it lies in one of the two."""
    return any(
        sum(_passes(edge, latitude, longitude) for ring in polygon for edge in _edges(ring)) % 2
        for polygon in polygons
    )


def bounds(shapes: Iterable[str]) -> str:
    """What holds all shapes, as `south,west,north,east`; empty where there is none."""
    positions = [
        position for shape in shapes for polygon in decode(shape) for position in polygon[0]
    ]
    if not positions:
        return ""
    latitudes, longitudes = zip(*positions, strict=True)
    corners = (min(latitudes), min(longitudes), max(latitudes), max(longitudes))
    return ",".join(f"{corner:.{DECIMALS}f}" for corner in corners)


def _ring(positions: Sequence[Position]) -> str:
    text, before = "", (0, 0)
    for position in positions:
        now = (round(position[0] * _ONE), round(position[1] * _ONE))
        text += _number(now[0] - before[0]) + _number(now[1] - before[1])
        before = now
    return text


def _number(value: int) -> str:
    rest = ~(value << 1) if value < 0 else value << 1
    letters = ""
    while rest >= _MORE:
        letters += chr(_FIRST + (_MORE | rest % _MORE))
        rest //= _MORE
    return letters + chr(_FIRST + rest)


def _positions(ring: str) -> Iterator[Position]:
    latitude = longitude = 0
    numbers = _numbers(ring)
    for north, east in zip(numbers, numbers, strict=True):
        latitude += north
        longitude += east
        yield latitude / _ONE, longitude / _ONE


def _numbers(ring: str) -> Iterator[int]:
    rest, place = 0, 1
    for letter in ring:
        value = ord(letter) - _FIRST
        rest += value % _MORE * place
        place *= _MORE
        if value < _MORE:
            yield ~(rest >> 1) if rest % 2 else rest >> 1
            rest, place = 0, 1


def _edges(ring: list[Position]) -> Iterator[tuple[Position, Position]]:
    return pairwise([*ring, ring[0]])


def _passes(edge: tuple[Position, Position], latitude: float, longitude: float) -> bool:
    """Whether the way from a place due east crosses an edge.

    An edge is read from south to north: both neighbours, who have it in opposite order, then
    come to the same number.
    """
    if (edge[0][0] > latitude) == (edge[1][0] > latitude):
        return False
    (south, west), (north, east) = sorted(edge)
    return longitude < west + (east - west) * (latitude - south) / (north - south)
