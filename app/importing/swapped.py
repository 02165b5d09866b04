"""Finds outlines and points whose latitude and longitude stand in the wrong order.

Most places stay within range when the two are swapped, so range alone does not tell. Where the
town's time zone lies does: IANA's table gives a place for each zone.
"""

import re
from importlib.resources import files

from .errors import BadRow, BrokenFile, shown
from .geojson import Place
from .outline import Position, first_position

NEAR = 25
"""Degrees: more than any European time zone reaches, less than a swap moves a place there."""
COORDINATES = re.compile(r"([+-])(\d{2})(\d{2})(?:\d{2})?([+-])(\d{3})(\d{2})(?:\d{2})?")


def refuse_swapped(places: list[Place], zone: str) -> None:
    """Raises BrokenFile where an outline is near the time zone only when it is swapped."""
    home = home_of(zone)
    if home is None:
        return
    for number, place in enumerate(places, start=1):
        longitude, latitude = first_position(place.outline)
        if not _near(home, (longitude, latitude)) and _near(home, (latitude, longitude)):
            raise BrokenFile(
                f"Feature {number}, {shown(place.name)}: longitude {longitude}, latitude "
                f"{latitude} is far from {zone}, and near it when swapped; GeoJSON has longitude "
                "first."
            )


def refuse_swapped_point(point: str, home: Position | None, zone: str) -> None:
    """Raises BadRow where a `latitude,longitude` is near home only when it is swapped."""
    if not point or home is None:
        return
    latitude, longitude = map(float, point.split(","))
    if not _near(home, (longitude, latitude)) and _near(home, (latitude, longitude)):
        raise BadRow(
            f"latitude {latitude}, longitude {longitude} is far from {zone}, and near it when "
            "swapped"
        )


def _near(one: Position, other: Position) -> bool:
    return all(abs(a - b) <= NEAR for a, b in zip(one, other, strict=True))


def home_of(zone: str) -> Position | None:
    """Where a time zone lies; None where the table does not know it."""
    table = (files("tzdata") / "zoneinfo" / "zone.tab").read_text(encoding="utf-8")
    for line in table.splitlines():
        columns = line.split("\t")
        if len(columns) > 2 and columns[2] == zone:
            return _degrees(columns[1])
    return None


def _degrees(text: str) -> Position | None:
    found = COORDINATES.fullmatch(text)
    if not found:
        return None
    north, degrees, minutes, east, more_degrees, more_minutes = found.groups()
    latitude = int(degrees) + int(minutes) / 60
    longitude = int(more_degrees) + int(more_minutes) / 60
    return (longitude if east == "+" else -longitude, latitude if north == "+" else -latitude)
