"""Commands of several people in one transaction: what the first has read, another process changes
before the second's turn.
"""

from collections.abc import Callable
from uuid import UUID

import pytest
from cast import Cast, Person
from signed_in import guest, signed_in
from writers import Writer, pause

import app.writing as module
from app.commands import execute
from app.db import db
from app.models import Comment
from app.sync.envelope import command_of

Told = list[tuple[str, str]]


def carries_out(person: Person, told: Told, name: str, **args: str) -> None:
    command = command_of(person.command(name, **args))
    outcome = execute(command, person.id, db.session().info[module._KEY])
    told.append((outcome.status, outcome.code))


def race(cast: Cast, reads: Callable[[], None], *both: Callable[[], None]) -> None:
    """One process reads, the other does the first of both, the one that has read the second."""

    def reads_and_goes_on() -> None:
        reads()
        pause("read")
        both[1]()

    one = Writer(cast.app, reads_and_goes_on, "read").runs_to_its_stop()
    two = Writer(cast.app, both[0]).runs_until_done_or_blocked()
    one.finishes()
    two.finishes()
    db.session.rollback()


def test_an_edit_does_not_go_under(cast: Cast) -> None:
    comment = str(cast.bernd.does("comment", on=str(cast.project), body="Wo stehen sie?")["id"])
    told: Told = []

    def reports() -> None:
        carries_out(cast.carla, [], "report", on=comment, reason="other", text="Hm.")

    def edits(text: str) -> Callable[[], None]:
        args = {"comment": comment, "body": text, "revision": "0"}
        return lambda: carries_out(cast.bernd, told, "edit_comment", **args)

    race(cast, reports, edits("Am Zaun."), edits("Am Tor."))
    assert told == [("applied", ""), ("rejected", "edited_elsewhere")]
    assert db.session.get_one(Comment, UUID(comment)).revision == 1


@pytest.mark.only_on("postgresql")
def test_who_has_taken_a_project_along_carries_it(cast: Cast) -> None:
    """SQLite has no second writer in between."""
    visitor = guest(cast)
    dilan = signed_in(cast, cast.dilan, guest_id=visitor.id)
    what = {"title": "Eine Schaukel", "body": "Für Kinder.", "summary": "Los"}
    project = str(visitor.does("start_project", neighbourhood="town", **what)["id"])
    shift = {"title": "Tragen", "starts": "2026-06-01T10:00", "ends": "2026-06-01T12:00"}
    told: Told = []

    def comments() -> None:
        carries_out(cast.carla, [], "comment", on=project, body="Schön!")

    def takes() -> None:
        carries_out(dilan, told, "take_along", guest=str(visitor.id))

    def offers() -> None:
        carries_out(dilan, told, "offer_shift", project=project, capacity="3", **shift)

    race(cast, comments, takes, offers)
    assert told == [("applied", ""), ("applied", "")]
