"""A place on the map."""

import re
from typing import NamedTuple

NUMBER = re.compile(r"[-+]?[0-9]{1,3}(\.[0-9]{1,12})?")


class Point(NamedTuple):
    """Latitude and longitude in WGS 84 degrees. As text `51.05012,13.73733`: five decimals, 1 m."""

    latitude: float
    longitude: float

    @classmethod
    def parse(cls, text: str) -> "Point":
        """Read `latitude,longitude`. Raises ValueError for anything that is no place on earth."""
        numbers = [part.strip() for part in text.split(",")]
        if len(numbers) != 2 or not all(NUMBER.fullmatch(number) for number in numbers):
            raise ValueError("a point is latitude,longitude")
        latitude, longitude = map(float, numbers)
        if abs(latitude) > 90 or abs(longitude) > 180:
            raise ValueError("latitude goes to 90 degrees, longitude to 180")
        return cls(latitude, longitude)

    def __str__(self) -> str:
        return ",".join(f"{number:.5f}".replace("-0.00000", "0.00000") for number in self)
