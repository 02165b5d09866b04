"""Two of the staff do something about the same thing at once: what comes of it fits together."""

from base64 import b64encode

import pytest
from cast import Cast, Person
from roles import appoints
from signed_in import guest, signed_in
from sqlalchemy import select
from test_town_settings import PNG
from writers import POINTS, Writer, stops

import app.writing as module
from app.commands import execute
from app.db import db
from app.models import Project, Report, Topic, Town
from app.sync.envelope import command_of
from app.writing import writing

__all__ = ["stops"]
pytestmark = [pytest.mark.usefixtures("stops"), pytest.mark.parametrize("point", POINTS)]

SVG = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"/>'
Doing = tuple[str, dict[str, str]]


Told = list[tuple[str, str]]


def race(cast: Cast, point: str, one: Doing, two: Doing) -> Told:
    """What two of the staff are told, the first of whom stops at `point`."""
    first, second = (appoints(who, "administrator") for who in (cast.bernd, cast.carla))
    return meet(cast, point, (first, one), (second, two))


def meet(cast: Cast, point: str, one: tuple[Person, Doing], two: tuple[Person, Doing]) -> Told:
    """What each is told, the first of whom stops at `point`."""
    told: Told = []

    def does(person: Person, doing: Doing) -> None:
        name, args = doing
        command = command_of(person.command(name, **args))
        outcome = execute(command, person.id, db.session().info[module._KEY])
        told.append((outcome.status, outcome.code))

    ahead = Writer(cast.app, lambda: does(*one), point).runs_to_its_stop()
    behind = Writer(cast.app, lambda: does(*two)).runs_until_done_or_blocked()
    ahead.finishes()
    behind.finishes()
    db.session.rollback()
    db.session.expire_all()
    return told


def test_a_picture_has_its_own_type(cast: Cast, point: str) -> None:
    with writing():
        db.session.get_one(Town, 1).hang_up_arms(PNG)
    svg, png = (
        ("set_arms", {"picture": b64encode(picture).decode()}) for picture in (SVG, PNG + b"\0")
    )
    assert race(cast, point, svg, png) == [("applied", "")] * 2
    town = db.session.get_one(Town, 1)
    assert (town.arms, town.arms_type) == (PNG + b"\0", "image/png")


@pytest.fixture
def topics(cast: Cast) -> list[str]:
    with writing():
        for id in "bcd":
            Topic.add(id, id, "grey")
    return [topic.id for topic in Topic.in_order()]


def test_both_topics_are_where_they_were_moved_to(
    cast: Cast, topics: list[str], point: str
) -> None:
    first, *others, last = topics
    moves = [
        ("move_topic", {"topic": last, "position": "1"}),
        ("move_topic", {"topic": first, "position": "3"}),
    ]
    assert race(cast, point, *moves) == [("applied", "")] * 2
    assert [topic.id for topic in Topic.in_order()] == [last, others[0], first, others[1]]


@pytest.mark.parametrize(
    "second",
    [
        ("move_topic", {"position": "1"}),
        ("change_topic", {"name": "Neu", "colour": "red"}),
        ("remove_topic", {}),
    ],
    ids=lambda doing: doing[0],
)
def test_a_topic_is_gone(cast: Cast, topics: list[str], second: Doing, point: str) -> None:
    topic = {"topic": topics[-1]}
    removes = ("remove_topic", topic)
    told = race(cast, point, removes, (second[0], second[1] | topic))
    assert told == [("applied", ""), ("rejected", "not_found")]


def test_what_is_hidden_says_since_when(cast: Cast, point: str) -> None:
    cast.hides(cast.project, "Beleidigt")
    on = {"on": str(cast.project)}
    hides = ("hide", on | {"reason": "Wirbt"})
    assert race(cast, point, ("restore", on), hides) == [("applied", "")] * 2
    project = db.session.get_one(Project, cast.project)
    assert (project.hidden, bool(project.hidden_at)) == ("Wirbt", True)


def test_what_is_reported_anew_meanwhile_waits(cast: Cast, point: str) -> None:
    said = {"on": str(cast.proposal), "reason": "other"}
    cast.dilan.does("report", **said, text="Erst so")
    carla = appoints(cast.carla, "administrator")
    dismisses = (carla, ("dismiss", {"on": str(cast.proposal)}))
    reports = (cast.dilan, ("report", said | {"text": "Und noch das"}))
    assert meet(cast, point, dismisses, reports) == [("applied", "")] * 2
    report = db.session.scalars(select(Report)).one()
    assert (report.text, report.closed) == ("Und noch das", None)


@pytest.mark.parametrize("verb", ["hide", "dismiss"])
@pytest.mark.parametrize("is_ahead", [True, False])
def test_a_report_goes_with_its_guest_meanwhile(
    cast: Cast, verb: str, is_ahead: bool, point: str
) -> None:
    visitor = guest(cast)
    dilan = signed_in(cast, cast.dilan, guest_id=visitor.id)
    for person in (dilan, visitor):
        person.does("report", on=str(cast.proposal), reason="other", text="Hm.")
    reason = {"reason": "Beleidigt"} if verb == "hide" else {}
    judges = (
        appoints(cast.carla, "administrator"),
        (verb, {"on": str(cast.proposal)} | reason),
    )
    takes = (dilan, ("take_along", {"guest": str(visitor.id)}))
    both = (judges, takes) if is_ahead else (takes, judges)
    assert meet(cast, point, *both) == [("applied", "")] * 2
    report = db.session.scalars(select(Report)).one()
    assert (report.resident_id, bool(report.closed)) == (dilan.id, True)
