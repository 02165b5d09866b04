"""A GeoJSON file of neighbourhoods, checked."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from unicodedata import normalize

from .errors import BrokenFile, shown
from .files import read_text
from .outline import outline
from .suggestion import same_name

LONGEST_NAME = 120


@dataclass(frozen=True)
class Place:
    """A neighbourhood as the file has it: its name, and its GeoJSON geometry."""

    name: str
    outline: dict[str, Any]


def read_places(path: Path, name_property: str = "") -> list[Place]:
    """All neighbourhoods of a FeatureCollection of polygons.

    Without a `name_property` it is `name`, else the only property that is a text everywhere.
    Raises BrokenFile, naming the feature, for anything that is not one with a name.
    """
    features = _features(path)
    name_property = name_property or _name_property(features)
    places: list[Place] = []
    numbers: dict[str, int] = {}
    for number, feature in enumerate(features, start=1):
        try:
            place = _place(feature, name_property)
            known = numbers.setdefault(same_name(place.name), number)
            if known != number:
                raise BrokenFile(f"the name {shown(place.name)} is that of feature {known}, too")
        except BrokenFile as problem:
            raise BrokenFile(f"{path.name}, feature {number}: {problem}.") from None
        places.append(place)
    return places


def _features(path: Path) -> list[Any]:
    text = read_text(path)
    try:
        content = json.loads(text)
    except json.JSONDecodeError as error:
        raise BrokenFile(
            f"{path.name} is no JSON: {error.msg} at line {error.lineno}, column {error.colno}."
        ) from None
    except (ValueError, RecursionError):
        raise BrokenFile(f"{path.name} is no JSON that can be read.") from None
    kind = content.get("type") if isinstance(content, dict) else None
    if kind != "FeatureCollection":
        raise BrokenFile(f"{path.name} is no GeoJSON FeatureCollection.")
    features = content.get("features")
    if not isinstance(features, list) or not features:
        raise BrokenFile(f"{path.name} has no features.")
    return features


def _name_property(features: list[Any]) -> str:
    texts = [
        {name for name, value in properties.items() if isinstance(value, str)}
        for properties in (
            feature.get("properties") if isinstance(feature, dict) else None for feature in features
        )
        if isinstance(properties, dict)
    ]
    everywhere = set.intersection(*texts) if len(texts) == len(features) else set()
    return everywhere.pop() if len(everywhere) == 1 else "name"


def _place(feature: Any, name_property: str) -> Place:
    if not isinstance(feature, dict) or feature.get("type") != "Feature":
        raise BrokenFile("it is no Feature")
    properties = feature.get("properties")
    if not isinstance(properties, dict) or name_property not in properties:
        there = (
            ", ".join(map(shown, properties))
            if isinstance(properties, dict) and properties
            else "none"
        )
        raise BrokenFile(
            f"there is no property {shown(name_property)} (it has: {there}); "
            "name the right one with --name-property"
        )
    return Place(_name(properties[name_property]), outline(feature.get("geometry")))


def _name(value: Any) -> str:
    name = normalize("NFC", " ".join(value.split())) if isinstance(value, str) else ""
    if not name:
        raise BrokenFile("its name is empty or no text")
    if len(name) > LONGEST_NAME:
        raise BrokenFile(f"its name has {len(name)} characters, {LONGEST_NAME} fit")
    # JSON can spell out what no database stores: NUL, and halves of a surrogate pair.
    if any(letter == "\0" or "\ud800" <= letter <= "\udfff" for letter in name):
        raise BrokenFile("its name holds a character that is none")
    return name
