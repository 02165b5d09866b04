"""Neighbourhoods from GeoJSON: what comes in, what is updated, what is refused."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from click.testing import Result
from sqlalchemy import select

from app.db import db
from app.models import Neighbourhood
from app.writing import writing

Run = Callable[..., Result]

RING = [[9.0, 50.0], [9.1, 50.0], [9.1, 50.1], [9.0, 50.0]]
File = Callable[..., Path]


def feature(name: Any = "Südhang", ring: Any = RING, **changes: Any) -> dict[str, Any]:
    geometry = {"type": "Polygon", "coordinates": [ring]}
    return {"type": "Feature", "properties": {"name": name}, "geometry": geometry} | changes


def collection(*features: Any) -> str:
    return json.dumps({"type": "FeatureCollection", "features": features})


def turned(ring: list[list[float]]) -> list[list[float]]:
    return [[latitude, longitude] for longitude, latitude in ring]


class TestImport:
    def test_each_feature_becomes_a_neighbourhood_with_its_own_look(
        self, run: Run, file: File
    ) -> None:
        islands = {"type": "MultiPolygon", "coordinates": [[RING], [RING]]}
        result = run(
            "neighbourhoods", file(collection(feature(), feature("Inseln", geometry=islands)))
        )
        assert result.stdout == "2 neighbourhoods: 2 new, 0 changed, 0 unchanged.\n"
        rows = db.session.scalars(select(Neighbourhood).order_by(Neighbourhood.look)).all()
        assert [(row.name, row.look) for row in rows] == [("Südhang", 0), ("Inseln", 1)]
        assert rows[1].outline == islands

    def test_the_only_text_of_a_feature_is_its_name(self, run: Run, file: File) -> None:
        named = feature(properties={"id": 7, "Bezirk": "Nordend"})
        assert "1 new" in run("neighbourhoods", file(collection(named))).stdout
        two = feature(properties={"Bezirk": "Nordend", "Kreis": "I"})
        assert "--name-property" in run("neighbourhoods", file(collection(two))).stderr

    def test_a_second_time_changes_nothing(
        self, run: Run, file: File, everything: Callable[[], Any]
    ) -> None:
        path = file(collection(feature()))
        run("neighbourhoods", path)
        before = everything()
        assert "0 new, 0 changed, 1 unchanged" in run("neighbourhoods", path).stdout
        assert everything() == before

    def test_one_made_by_hand_keeps_its_text_and_gets_the_outline(
        self, run: Run, file: File
    ) -> None:
        with writing():
            db.session.add(Neighbourhood(name="Südhang", text="Am Hang.", look=5))
        path = file(collection(feature(), feature("Nord")))
        assert "1 new, 1 changed, 0 unchanged" in run("neighbourhoods", path).stdout
        rows = {row.name: row for row in db.session.scalars(select(Neighbourhood))}
        assert rows["Südhang"].text == "Am Hang."
        assert rows["Südhang"].outline is not None
        assert rows["Nord"].look == 6

    def test_a_dry_run_changes_nothing(
        self, run: Run, file: File, everything: Callable[[], Any]
    ) -> None:
        before = everything()
        result = run("neighbourhoods", file(collection(feature())), "--dry-run")
        assert result.stdout.startswith("Dry run, nothing was written. 1 neighbourhoods: 1 new")
        assert everything() == before


BROKEN = {
    "is empty": "",
    "is no JSON: Expecting value at line 1, column 1": "id,title\n1,Bank\n",
    "is no JSON: Expecting ',' delimiter at line 1": '{"type": "FeatureCollection" "features"',
    "is no JSON that can be read": "[" * 100_000,
    "is not UTF-8": '{"type": "Fl\u00e4che"}'.encode("latin-1"),
    "is no GeoJSON FeatureCollection": json.dumps(feature()),
    "has no features": collection(),
    "feature 1: it is no Feature": collection("Südhang"),
    "there is no property “name” (it has: “Area”, “Kreis”)": collection(
        feature(properties={"Area": "Süd", "Kreis": "I"})
    ),
    "there is no property “name” (it has: none)": collection(feature(properties=None)),
    "its name is empty or no text": collection(feature(" ")),
    "its name has 121 characters": collection(feature("x" * 121)),
    "holds a character that is none": collection(feature("S\ud800d")),
    "feature 2: the name “südhang” is that of feature 1": collection(feature(), feature("südhang")),
    "its geometry is Point, neither": collection(
        feature(geometry={"type": "Point", "coordinates": [9, 50]})
    ),
    "its geometry is missing": collection(feature(geometry=None)),
    "its outline is empty": collection(feature(geometry={"type": "Polygon", "coordinates": []})),
    "fewer than four points": collection(feature(ring=RING[:3])),
    "does not end where it begins": collection(feature(ring=[*RING[:3], [9.0, 50.2]])),
    "no pair of numbers": collection(feature(ring=[[9.0, "50"], *RING[1:]])),
    "latitude nan is no place": collection(feature(ring=[[9.0, float("nan")], *RING[1:]])),
    "longitude 512000.5, latitude 5540000 is no place": collection(
        feature(ring=[[512000.5, 5540000], *RING[1:]])
    ),
    "latitude 101.5 is no place in WGS 84 degrees; are the two swapped?": collection(
        feature(ring=[[13.0, 101.5], *RING[1:]])
    ),
    "longitude 50.0, latitude 9.0 is far from Europe/Berlin": collection(
        feature(ring=turned(RING))
    ),
}


def test_each_broken_file_is_one_clear_error_and_changes_nothing(
    run: Run, file: File, everything: Callable[[], Any]
) -> None:
    before = everything()
    for words, content in BROKEN.items():
        result = run("neighbourhoods", file(content, "file.geojson"))
        assert result.exit_code == 1, words
        assert words in result.stderr, words
        assert result.stderr.count("\n") == 1, words
    assert everything() == before


def test_far_from_home_is_no_error_where_swapping_brings_it_no_nearer(run: Run, file: File) -> None:
    ring = [[-100.0, 40.0], [-100.1, 40.0], [-100.1, 40.1], [-100.0, 40.0]]
    assert run("neighbourhoods", file(collection(feature(ring=ring)))).exit_code == 0
