"""Two devices of one person change the same thing at once: neither text goes under unsaid."""

from collections.abc import Callable
from uuid import UUID

import pytest
from cast import Cast, Person
from writers import POINTS, Writer, stops

import app.writing as module
from app.commands import execute
from app.db import db
from app.models import Comment, Proposal
from app.sync.envelope import command_of

__all__ = ["stops"]
pytestmark = [pytest.mark.usefixtures("stops"), pytest.mark.parametrize("point", POINTS)]
Told = list[tuple[str, str]]


@pytest.fixture
def comment(cast: Cast) -> str:
    return str(cast.bernd.does("comment", on=str(cast.project), body="Wo stehen sie?")["id"])


@pytest.fixture
def proposal(cast: Cast) -> str:
    result = cast.bernd.does("propose", on="town", title="Bänke", body="Im Park.")
    return str(result["id"])


def sends(person: Person, told: Told, name: str, **args: str) -> Callable[[], None]:
    command = command_of(person.command(name, **args))

    def work() -> None:
        outcome = execute(command, person.id, db.session().info[module._KEY])
        told.append((outcome.status, outcome.code))

    return work


def race(cast: Cast, point: str, *both: tuple[str, dict[str, str]]) -> Told:
    """What the first is told, who stops at `point`, and then the second."""
    told: Told = []
    first, second = (sends(cast.bernd, told, name, **args) for name, args in both)
    one = Writer(cast.app, first, point).runs_to_its_stop()
    two = Writer(cast.app, second).runs_until_done_or_blocked()
    one.finishes()
    two.finishes()
    db.session.rollback()
    return told


def test_of_two_edits_of_a_comment_the_second_is_told(cast: Cast, comment: str, point: str) -> None:
    edits = [
        ("edit_comment", {"comment": comment, "body": text, "revision": "0"})
        for text in ("Am Tor.", "Am Zaun.")
    ]
    assert race(cast, point, *edits) == [("applied", ""), ("rejected", "edited_elsewhere")]
    assert db.session.get_one(Comment, UUID(comment)).text == "Am Tor."


def test_of_two_edits_of_a_proposal_the_second_is_told(
    cast: Cast, proposal: str, point: str
) -> None:
    edits = [
        ("edit_proposal", {"proposal": proposal, "title": title, "body": "x", "revision": "0"})
        for title in ("Bänke am Tor", "Bänke am Zaun")
    ]
    assert race(cast, point, *edits) == [("applied", ""), ("rejected", "edited_elsewhere")]
    assert db.session.get_one(Proposal, UUID(proposal)).title == "Bänke am Tor"


def test_a_deleted_comment_gets_no_text_again(cast: Cast, comment: str, point: str) -> None:
    deletes = "delete_comment", {"comment": comment}
    edits = "edit_comment", {"comment": comment, "body": "Am Tor.", "revision": "0"}
    assert race(cast, point, deletes, edits) == [("applied", ""), ("rejected", "gone")]
    assert db.session.get_one(Comment, UUID(comment)).text == ""
