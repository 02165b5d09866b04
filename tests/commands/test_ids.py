"""An id stands for one thing, whatever it is: nobody takes that of another for their own.

What came by an import, or from the seeds, has no receipt that would keep its id.
"""

from collections.abc import Callable
from contextlib import suppress
from typing import Any
from uuid import UUID

import pytest
from cast import Cast, Person
from sqlalchemy.exc import IntegrityError
from uuid6 import uuid7
from writers import POINTS, Writer, stops

import app.writing as module
from app.commands import execute
from app.db import db
from app.models import Comment, Neighbourhood, Project, Proposal, Report, Shift
from app.sync.envelope import command_of
from app.writing import writing

__all__ = ["stops"]
NOUNS = (Neighbourhood, Project, Proposal, Comment, Shift)
TIMES = {"starts": "2026-06-01T10:00", "ends": "2026-06-01T12:00"}


@pytest.fixture
def imported(cast: Cast) -> dict[type[Any], UUID]:
    """One of each noun, by an id that no command has brought."""
    comment = Comment(
        id=uuid7(), author_id=cast.ayse.id, project_id=cast.project, text="Von früher."
    )
    shift = Shift(id=uuid7(), project_id=cast.project, title="Tragen", capacity=2, **TIMES)
    ids = {Comment: comment.id, Shift: shift.id}
    with writing():
        db.session.add_all([comment, shift])
    things = {Neighbourhood: cast.neighbourhood, Project: cast.project, Proposal: cast.proposal}
    return things | ids


def contributes(cast: Cast, name: str, id: UUID) -> dict[str, Any]:
    """What somebody is told whose contribution has this id; all of it is right but for that."""
    text = {"title": "Meins", "body": "Alles hierher."}
    args = {
        "start_project": {"neighbourhood": "town", **text},
        "propose": {"on": "town", **text},
        "comment": {"on": str(cast.project), "body": "Beleidigung"},
        "offer_shift": {
            "project": str(cast.project), "title": "Graben", "capacity": "1", **TIMES,
        },
    }[name]  # fmt: skip
    person = cast.ayse if name == "offer_shift" else cast.dilan
    return person.pushes(person.command(name, id=id, **args))[0]


@pytest.mark.parametrize("noun", NOUNS)
@pytest.mark.parametrize("name", ["start_project", "propose", "comment", "offer_shift"])
def test_no_contribution_takes_the_id_of_a_thing(
    cast: Cast, imported: dict[type[Any], UUID], name: str, noun: type[Any]
) -> None:
    id = imported[noun]
    told = contributes(cast, name, id)
    assert (told["status"], told["code"]) == ("rejected", "conflict")
    db.session.rollback()
    assert [model for model in NOUNS if db.session.get(model, id)] == [noun]
    assert contributes(cast, name, uuid7())["status"] == "applied"


def test_what_is_proposed_to_a_neighbourhood_goes_there(cast: Cast) -> None:
    """Also once moderation has looked for what a stranger wanted to put in its place."""
    contributes(cast, "start_project", cast.neighbourhood)
    cast.app.test_cli_runner().invoke(
        args=["moderate", "hide", str(cast.neighbourhood), "--reason", "Beleidigt"]
    )
    made = cast.bernd.does("propose", on=str(cast.neighbourhood), title="Bank", body="Am Hang.")
    assert made["status"] == "applied"
    db.session.rollback()
    proposal = db.session.get_one(Proposal, UUID(made["id"]))
    assert (proposal.neighbourhood_id, proposal.project_id) == (cast.neighbourhood, None)


def test_what_is_reported_and_hidden_is_what_was_meant(cast: Cast) -> None:
    told = contributes(cast, "comment", cast.proposal)
    cast.ayse.does("report", on=told["id"], reason="insult")
    db.session.rollback()
    assert [row.about for row in db.session.query(Report)] == [f"proposal:{cast.proposal}"]
    cast.hides(cast.proposal)
    db.session.rollback()
    assert db.session.query(Comment).all() == []


@pytest.mark.usefixtures("stops")
@pytest.mark.parametrize("point", POINTS)
def test_of_two_things_at_once_one_has_the_id(cast: Cast, point: str) -> None:
    """Their receipts stand in one table, before either looks."""
    id = uuid7()
    one = cast.bernd.command("comment", id=id, on=str(cast.project), body="Wo?")
    two = cast.dilan.command("propose", id=id, on="town", title="Bank", body="Am Hang.")
    first = Writer(cast.app, _does(cast.bernd, one), point).runs_to_its_stop()
    second = Writer(cast.app, _does(cast.dilan, two)).runs_until_done_or_blocked()
    first.finishes()
    # On PostgreSQL it fails as a whole, and what was sent is carried out once more.
    with suppress(IntegrityError):
        second.finishes()
    told = cast.dilan.pushes(two)[0]
    assert (told["status"], told["code"]) == ("conflict", "id_in_use")
    db.session.rollback()
    assert [model for model in NOUNS if db.session.get(model, id)] == [Comment]


def _does(person: Person, command: dict[str, Any]) -> Callable[[], None]:
    def work() -> None:
        execute(command_of(command), person.id, db.session().info[module._KEY])

    return work
