"""Cards of shifts: what lists need, wherever the shift's project goes."""

from typing import Any

import pytest
from cast import Cast
from uuid6 import uuid7

from app.db import db
from app.models import Neighbourhood, Project
from app.writing import writing


@pytest.fixture
def shift(cast: Cast) -> str:
    result = cast.ayse.does(
        "offer_shift",
        project=str(cast.project),
        title="Bänke tragen",
        place="Großer Platz",
        starts="2026-06-01T10:00",
        ends="2026-06-01T12:30",
        capacity="2",
    )
    return str(result["id"])


def card(cast: Cast, shift: str) -> dict[str, Any] | None:
    return cast.dilan.sees("public").get(f"shift:{shift}")


def test_a_shift_has_a_card_for_everyone(cast: Cast, shift: str) -> None:
    assert card(cast, shift) == {
        "id": shift,
        "project": str(cast.project),
        "neighbourhood": str(cast.neighbourhood),
        "title": "Bänke tragen",
        "place": "Großer Platz",
        "starts": "2026-06-01T10:00",
        "ends": "2026-06-01T12:30",
        "capacity": 2,
        "taken": 0,
        "waiting": 0,
        "free": 2,
        "full": "",
        "cancelled": "",
        "search": "banke tragen grosser platz",
    }


def test_it_says_what_is_free(cast: Cast, shift: str) -> None:
    found = []
    for person in (cast.bernd, cast.carla, cast.dilan):
        person.does("sign_up", shift=shift)
        body = card(cast, shift)
        assert body
        found.append((body["taken"], body["waiting"], body["free"], body["full"]))
    assert found == [(1, 0, 1, ""), (2, 0, 0, "full"), (2, 1, 0, "full")]


def test_it_goes_with_its_project(cast: Cast, shift: str) -> None:
    place = uuid7()
    with writing():
        db.session.add(Neighbourhood(id=place, name="Nordhang"))
        db.session.flush()
        db.session.get_one(Project, cast.project).neighbourhood_id = place
    body = card(cast, shift)
    assert body
    assert body["neighbourhood"] == str(place)


def test_it_is_hidden_with_its_project(cast: Cast, shift: str) -> None:
    with writing():
        db.session.get_one(Project, cast.project).hidden = "Werbung"
    assert card(cast, shift) is None
    with writing():
        db.session.get_one(Project, cast.project).hidden = ""
    assert card(cast, shift)
