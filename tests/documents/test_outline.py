"""The map: the outlines of neighbourhoods in a scope of their own, and what holds them."""

from typing import Any

from cast import SYNC, Cast
from flask import Flask
from phone import Phone

from app.db import db
from app.documents.table import SCHEMA
from app.importing.shapes import reshape
from app.models import Neighbourhood, Town
from app.models.shape import decode
from app.writing import writing

RING = [[11.0, 50.0], [11.2, 50.0], [11.2, 50.1], [11.0, 50.0]]
OUTLINE = {"type": "Polygon", "coordinates": [RING]}


def give_outline(cast: Cast, outline: Any = OUTLINE) -> None:
    with writing():
        db.session.get_one(Neighbourhood, cast.neighbourhood).outline = outline
        reshape()


def test_a_town_without_outlines_has_a_map_that_says_so(cast: Cast) -> None:
    assert cast.dilan.sees("map") == {
        "map": {"id": "map", "bounds": "", "tiles": "", "attribution": ""}
    }


def test_an_outline_stands_on_the_map(cast: Cast) -> None:
    give_outline(cast)
    found = cast.dilan.sees("map")
    key = f"outline:{cast.neighbourhood}"
    assert set(found) == {"map", key}
    assert found["map"]["bounds"] == "50.00000,11.00000,50.10000,11.20000"
    shape = found[key].pop("shape")
    assert decode(shape) == [[[(50.0, 11.0), (50.0, 11.2), (50.1, 11.2)]]]
    assert found[key] == {"id": str(cast.neighbourhood), "name": "Südhang", "look": 0}


def test_what_changes_comes_alone(cast: Cast) -> None:
    give_outline(cast)
    phone = Phone(cast.dilan, "map").pulls()

    def news() -> set[str]:
        answer = cast.dilan.pulls("map", have=phone.have, epoch=phone.epoch)
        phone.pulls()
        return {document["key"] for document in answer["scopes"]["map"]["put"]}

    with writing():
        db.session.get_one(Neighbourhood, cast.neighbourhood).name = "Südhang am See"
    assert news() == {f"outline:{cast.neighbourhood}"}
    with writing():
        db.session.get_one(Town, 1).tiles = "https://tiles.example/{z}/{x}/{y}.png"
    assert news() == {"map"}
    assert phone.bodies["map"]["map"]["tiles"] == "https://tiles.example/{z}/{x}/{y}.png"
    cast.bernd.does("comment", on=str(cast.project), body="Schön hier.")
    assert news() == set()


def test_an_outline_that_is_taken_back_leaves_the_map(cast: Cast) -> None:
    give_outline(cast)
    phone = Phone(cast.dilan, "map").pulls()
    give_outline(cast, None)
    phone.pulls()
    assert set(phone.bodies["map"]) == {"map"}
    assert phone.bodies["map"]["map"]["bounds"] == ""


def test_where_there_is_no_town_there_is_no_map(app: Flask) -> None:

    body = {"protocol": 1, "schema": SCHEMA, "epoch": "", "have": {}, "want": ["public", "map"]}
    answer = app.test_client().post("/sync/pull", json=body, headers=SYNC).json
    assert answer["gone"] == ["map"]
