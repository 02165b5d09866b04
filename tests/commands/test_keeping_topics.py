"""Topics as administrators keep them in order."""

from typing import Any

import pytest
from cast import Cast, Person
from roles import appoints

from app.db import db
from app.models import Topic

COMMANDS: dict[str, dict[str, str]] = {
    "add_topic": {"name": "Wege & Verkehr", "colour": "blue"},
    "change_topic": {"topic": "gruen", "name": "Grün", "colour": "teal"},
    "move_topic": {"topic": "gruen", "position": "2"},
    "remove_topic": {"topic": "gruen"},
}


@pytest.fixture
def admin(cast: Cast) -> Person:
    return appoints(cast.ayse, "administrator")


def topics() -> list[tuple[str, str, str]]:
    found = [(topic.id, topic.name, topic.colour) for topic in Topic.in_order()]
    db.session.rollback()
    db.session.expire_all()
    return found


def test_topics(cast: Cast, admin: Person) -> None:
    for name in ("add_topic", "change_topic", "move_topic"):
        assert admin.does(name, **COMMANDS[name])["status"] == "applied"
    assert topics() == [("wege-verkehr", "Wege & Verkehr", "blue"), ("gruen", "Grün", "teal")]
    assert cast.dilan.sees("public")["topic:gruen"]["order"] == "0001"
    assert admin.does("remove_topic", topic="gruen")["status"] == "applied"
    assert [id for id, *_ in topics()] == ["wege-verkehr"]


@pytest.mark.parametrize(
    ("name", "id"),
    [("Müll!", "muell"), ("2030", "thema-2030"), ("日本", "thema"), ("Grün", "gruen-2")],
)
def test_a_topics_id_is_made_from_its_name(admin: Person, name: str, id: str) -> None:
    admin.does("add_topic", name=name, colour="red")
    assert topics()[-1][0] == id


@pytest.mark.parametrize("name", COMMANDS)
def test_others_may_not(cast: Cast, name: str) -> None:
    before = topics()
    appoints(cast.dilan, "administration")
    for person in (cast.bernd, cast.dilan):
        assert person.does(name, **COMMANDS[name])["code"] == "not_allowed"
    assert topics() == before


@pytest.mark.parametrize(
    ("name", "args", "fields"),
    [
        ("add_topic", {"name": "grün IN der stadt", "colour": "red"}, {"name": "taken"}),
        ("add_topic", {"name": "x" * 81, "colour": "red"}, {"name": "too_long"}),
        ("add_topic", {"name": "Neu", "colour": "lila"}, {"colour": "not_a_choice"}),
        ("change_topic", COMMANDS["change_topic"] | {"name": " "}, {"name": "required"}),
        ("move_topic", {"topic": "gruen", "position": "x"}, {"position": "not_a_number"}),
        ("remove_topic", {"topic": "neu"}, {"topic": "not_found"}),
        ("remove_topic", {"topic": ""}, {"topic": "required"}),
    ],
)
def test_what_cannot_be(admin: Person, name: str, args: Any, fields: Any) -> None:
    before = topics()
    result = admin.does(name, **args)
    assert (result["status"], result["fields"]) == ("rejected", fields)
    assert topics() == before


def test_nothing_happens_twice(admin: Person) -> None:
    for name, args in COMMANDS.items():
        command = admin.command(name, **args)
        statuses = [admin.pushes(command)[0]["status"] for _ in range(3)]
        assert statuses == ["applied", "duplicate", "duplicate"], name
    assert [id for id, *_ in topics()] == ["wege-verkehr"]


def test_without_script(admin: Person) -> None:
    answer = admin.submits("add_topic", referer="/admin/town", name="Kultur", colour="pink")
    assert (answer.status_code, answer.headers["Location"]) == (303, "/admin/town#topics")
    again = admin.submits("add_topic", referer="/admin/town", name="KULTUR", colour="pink")
    assert again.status_code == 422
    assert "Ein Thema mit diesem Namen gibt es schon." in again.text
