"""Shapes are small, and neighbours keep their borders in common."""

import json
import random
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
import shapely
from cast import SYNC
from click.testing import Result
from flask import Flask
from sqlalchemy import select

from app.db import db
from app.documents.table import SCHEMA
from app.importing import shapes as module
from app.importing.shapes import MOST_BYTES, shapes
from app.models import Clock, Neighbourhood, Town
from app.models.shape import contains, decode
from app.writing import writing

Run = Callable[..., Result]
File = Callable[..., Path]
Ring = list[list[float]]

SIDE = 0.01


def border(start: tuple[float, float], end: tuple[float, float], points: int) -> Ring:
    """A border that is nowhere straight, but ends where it should."""
    wild = random.Random(f"{start} {end}")  # noqa: S311
    across = 0 if start[1] != end[1] else 1
    line = []
    for number in range(points + 1):
        share = number / points
        place = [a + (b - a) * share for a, b in zip(start, end, strict=True)]
        place[across] += wild.uniform(-1, 1) * SIDE / 40 * min(share, 1 - share)
        line.append(place)
    return line


def town(rows: int, points: int) -> list[dict[str, Any]]:
    """A chessboard of districts with wild borders around 50 N, 11 E."""

    def corner(x: int, y: int) -> tuple[float, float]:
        return 11 + x * SIDE, 50 + y * SIDE

    def edge(a: tuple[int, int], b: tuple[int, int]) -> Ring:
        first, last = sorted((a, b))
        line = border(corner(*first), corner(*last), points)
        return line if a == first else line[::-1]

    def district(x: int, y: int) -> dict[str, Any]:
        corners = [(x, y), (x + 1, y), (x + 1, y + 1), (x, y + 1), (x, y)]
        ring = [list(corner(x, y))]
        for a, b in pairwise(corners):
            ring += edge(a, b)[1:]
        return {"type": "Polygon", "coordinates": [ring]}

    return [district(x, y) for x in range(rows) for y in range(rows)]


def points(found: list[str]) -> int:
    return sum(len(ring) for shape in found for polygon in decode(shape) for ring in polygon)


def test_every_place_in_the_middle_of_a_town_belongs_to_one_neighbourhood() -> None:
    outlines = town(4, 40)
    found = shapes(outlines)
    assert points(found) < 0.9 * 16 * 160
    read = [decode(shape) for shape in found]
    wild = random.Random(1)  # noqa: S311
    for _ in range(500):
        place = (50 + wild.uniform(0.1, 3.9) * SIDE, 11 + wild.uniform(0.1, 3.9) * SIDE)
        assert sum(contains(shape, *place) for shape in read) == 1


def test_all_together_are_as_small_as_asked_for() -> None:
    found = shapes(town(6, 300))
    assert module._bytes(found) <= MOST_BYTES
    # And not smaller than needed.
    assert module._bytes(found) > MOST_BYTES / 3
    assert all(found)


def test_borders_that_cannot_be_simplified_together_are_simplified_alone(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def tangled(_areas: Any, _tolerance: float) -> None:
        # What GEOS 3.14 says of districts whose borders cross each other a hundred times.
        raise shapely.GEOSException("point array must contain 0 or >1 elements")

    monkeypatch.setattr(shapely, "coverage_simplify", tangled)
    found = shapes(town(3, 100))
    assert len(found) == 9
    assert 27 <= points(found) < 0.9 * 9 * 400


def test_what_cannot_become_small_stays_an_outline(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MOST_BYTES", 10)
    found = shapes(town(2, 20))
    assert all(len(decode(shape)[0][0]) >= 3 for shape in found)


def test_odd_outlines_are_shapes_as_well() -> None:
    high = [[11.0, 50.0, 213.5], [11.1, 50.0], [11.1, 50.1, 7], [11.0, 50.0, 213.5]]
    bow = [[11.2, 50.0], [11.3, 50.1], [11.3, 50.0], [11.2, 50.1], [11.2, 50.0]]
    tiny = [[11.5, 50.0], [11.500001, 50.0], [11.500001, 50.000001], [11.5, 50.0]]
    polygons = [{"type": "Polygon", "coordinates": [ring]} for ring in (high, bow, tiny)]
    twice = {"type": "MultiPolygon", "coordinates": [[high[:]], [high[:]]]}
    found = shapes([*polygons, twice])
    assert len(found) == 4
    assert decode(found[0]) == [[[(50.0, 11.0), (50.0, 11.1), (50.1, 11.1)]]]
    assert all(found)


def collection(*outlines: dict[str, Any]) -> str:
    features = [
        {"type": "Feature", "properties": {"name": f"Bezirk {number}"}, "geometry": outline}
        for number, outline in enumerate(outlines, start=1)
    ]
    return json.dumps({"type": "FeatureCollection", "features": features})


def stored() -> dict[str, str]:
    db.session.rollback()
    db.session.expire_all()
    rows = db.session.execute(select(Neighbourhood.name, Neighbourhood.shape))
    return dict(rows.all())


def test_an_import_keeps_the_outline_and_adds_the_shape(run: Run, file: File) -> None:
    outline = town(1, 100)[0]
    with writing():
        db.session.add(Neighbourhood(name="Ohne Grenzen"))
    run("neighbourhoods", file(collection(outline)))
    place = db.session.scalars(select(Neighbourhood).where(Neighbourhood.name == "Bezirk 1")).one()
    assert place.outline == outline
    assert stored() == {"Bezirk 1": shapes([outline])[0], "Ohne Grenzen": ""}


def test_a_new_neighbour_changes_no_outline(run: Run, file: File) -> None:
    outlines = town(2, 50)
    run("neighbourhoods", file(collection(*outlines[:2])))
    result = run("neighbourhoods", file(collection(*outlines)))
    assert "2 new, 0 changed, 2 unchanged" in result.stdout
    assert sorted(stored().values()) == sorted(shapes(outlines))


def test_a_town_from_before_gets_its_shapes_with_the_upgrade(
    run: Run, file: File, app: Flask
) -> None:
    run("neighbourhoods", file(collection(*town(2, 20))))
    before = stored()
    with writing():
        db.session.get_one(Clock, 1).schema = 1
        for place in db.session.scalars(select(Neighbourhood)):
            place.shape = ""
    assert set(stored().values()) == {""}
    result = app.test_cli_runner().invoke(args=["upgrade"])
    assert result.exit_code == 0, result.output
    assert stored() == before


def test_the_districts_of_helsinki_fit_into_20_kilobytes(
    run: Run, omastadi: Path, app: Flask
) -> None:

    with writing():
        db.session.add(Town(name="Helsinki", time_zone="Europe/Helsinki"))
    run("neighbourhoods", omastadi / "districts.geojson")
    body = {"protocol": 1, "schema": SCHEMA, "epoch": "", "have": {}, "want": ["map"]}
    headers = SYNC | {"Accept-Encoding": "br"}
    answer = app.test_client().post("/sync/pull", json=body, headers=headers)
    assert answer.headers["Content-Encoding"] == "br"
    assert len(answer.data) < 20_000
