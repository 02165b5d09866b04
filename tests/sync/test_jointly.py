"""Those who write at the same time share a transaction, and nothing else."""

from contextvars import Context
from threading import Thread
from typing import Any
from unittest.mock import patch

import pytest
from cast import Cast, Person
from rush import Rush
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import object_session
from uuid6 import uuid7

from app.commands import Command, registry
from app.commands.registry import Spec
from app.db import db
from app.models import Comment, Receipt
from app.models import receipt as receipts
from app.sync import jointly
from app.sync.jointly import LINE, Job, Line
from app.sync.push import carry_out
from app.writing import writing

POISON = "Gift."


def comment(cast: Cast, person: Person, text: str) -> dict[str, Any]:
    """A comment of this person's on the project."""
    return person.command("comment", on=str(cast.project), body=text)


def authors() -> dict[str, object]:
    """Who wrote what, each text once."""
    db.session.rollback()
    rows = db.session.query(Comment.text, Comment.author_id).all()
    assert len(rows) == len(dict(rows))
    return dict(rows)


def test_all_who_wait_share_one_tick_and_keep_their_names(cast: Cast) -> None:
    people = {"Von Ayşe.": cast.ayse, "Von Bernd.": cast.bernd, "Von Dilan.": cast.dilan}
    with Rush(cast).held() as rush:
        pushed = [
            rush.pushes(person, person.command("comment", on=str(cast.project), body=text))
            for text, person in people.items()
        ]
    results = [future.result()[0] for future in pushed]
    assert [result["status"] for result in results] == ["applied"] * 3
    assert len({result["version"] for result in results}) == 1
    assert authors() == {text: person.id for text, person in people.items()}


def test_each_hears_of_its_own_commands_alone(cast: Cast) -> None:
    with Rush(cast).held() as rush:
        follows = rush.pushes(cast.dilan, cast.dilan.command("follow", on=str(cast.project)))
        comments = rush.pushes(
            cast.bernd, cast.bernd.command("comment", on=str(cast.proposal), body="Gut.")
        )
    own, others = follows.result()[0]["scopes"], comments.result()[0]["scopes"]
    assert f"me:{cast.dilan.id}" in own
    assert f"me:{cast.dilan.id}" not in others


def test_the_same_command_from_two_tabs_in_one_line_is_one(cast: Cast) -> None:
    command = cast.bernd.command("comment", on=str(cast.project), body="Einmal.")
    with Rush(cast).held() as rush:
        tabs = [rush.pushes(cast.bernd, command) for _ in range(2)]
    first, second = (tab.result()[0] for tab in tabs)
    assert (first["status"], second["status"], second["first"]) == (
        "applied",
        "duplicate",
        "applied",
    )
    assert first["version"] == second["version"] > 0
    assert authors() == {"Einmal.": cast.bernd.id}


def test_both_halves_of_a_double_click_in_one_line_lead_to_the_result(cast: Cast) -> None:
    with Rush(cast).held() as rush:
        halves = [
            rush.submits(cast.bernd, "comment", on=str(cast.project), body="Doppelt?")
            for _ in range(2)
        ]
    first, second = (half.result() for half in halves)
    assert authors() == {"Doppelt?": cast.bernd.id}
    assert (first.status_code, second.status_code) == (303, 303)
    assert first.location == second.location
    assert first.location.startswith(f"/projects/{cast.project}#comment-")


def test_what_others_begin_is_nobodys_limit(cast: Cast) -> None:
    with patch.object(receipts, "MOST_AN_HOUR", 1):
        with Rush(cast).held() as rush:
            pushed = [
                rush.pushes(person, *(comment(cast, person, f"{n}.") for n in those))
                for person, those in ((cast.ayse, (1, 2)), (cast.bernd, (3, 4)))
            ]
        results = [each.result() for each in pushed]
    assert [[result["status"] for result in each] for each in results] == [
        ["applied", "retry"],
        ["applied", "retry"],
    ]


class _Broken:
    """`comment`, but a certain text breaks the whole transaction."""

    def __init__(self, error: BaseException) -> None:
        spec = registry.COMMANDS["comment"]

        def handle(resident: object, form: object, id: object) -> str:
            if form.body.data == POISON:  # type: ignore[attr-defined]
                raise error
            return spec.handle(resident, form, id)  # type: ignore[arg-type]

        broken = Spec(spec.name, spec.noun, spec.form, handle, spec.version)  # type: ignore[arg-type]
        self.patch = patch.dict(registry.COMMANDS, {"comment": broken})


def test_what_breaks_the_transaction_breaks_nobody_elses(cast: Cast) -> None:
    those = ((cast.ayse, "Vorher."), (cast.dilan, POISON), (cast.bernd, "Nachher."))
    with _Broken(OperationalError("INSERT", {}, Exception("deadlock detected"))).patch:
        with Rush(cast).held() as rush:
            pushed = [
                rush.pushes(person, person.command("comment", on=str(cast.project), body=text))
                for person, text in those
            ]
        results = [each.result()[0] for each in pushed]
    assert [result["status"] for result in results] == ["applied", "retry", "applied"]
    assert authors() == {"Vorher.": cast.ayse.id, "Nachher.": cast.bernd.id}
    assert db.session.query(Receipt).count() == 2


def test_more_than_a_transaction_holds_goes_into_the_next(cast: Cast) -> None:
    with patch.object(jointly, "MOST", 3):
        with Rush(cast).held() as rush:
            pushed = [
                rush.pushes(person, *(comment(cast, person, f"{n}.") for n in those))
                for person, those in ((cast.ayse, range(2)), (cast.bernd, range(2, 4)))
            ]
        versions = [{result["version"] for result in each.result()} for each in pushed]
    assert [len(each) for each in versions] == [1, 1]
    assert max(versions[0]) < min(versions[1])
    assert len(authors()) == 4


def test_a_leader_who_is_cut_off_leaves_nobody_waiting(cast: Cast) -> None:
    """A process that ends raises SystemExit in its threads; what waited runs by itself."""
    line: Line = cast.app.extensions[LINE]

    def ends(_write: object) -> list[object]:
        raise SystemExit

    with Rush(cast).held() as rush:
        cut = Thread(target=Context().run, args=(_carries_out, cast, line, Job(ends, 1)))
        cut.start()
        rush.waits_for_one_more()
        command = cast.bernd.command("comment", on=str(cast.project), body="Trotzdem.")
        pushed = rush.pushes(cast.bernd, command)
    assert pushed.result()[0]["status"] == "applied"
    cut.join(20)
    assert authors() == {"Trotzdem.": cast.bernd.id}


def _carries_out(cast: Cast, line: Line, job: Job) -> None:
    with cast.app.app_context(), pytest.raises(SystemExit):
        line.carry_out(job)


def test_nobody_stands_in_line_inside_a_transaction(cast: Cast) -> None:
    """They would wait for a leader who waits for them."""
    line: Line = cast.app.extensions[LINE]
    with writing(), pytest.raises(RuntimeError, match="does not nest"):
        line.carry_out(Job(lambda _write: [], 1))
    assert not line._waiting


def test_a_database_that_cannot_be_written_is_asked_once_for_all(cast: Cast) -> None:
    """Nobody waits for the patience of each before them."""
    asked = 0

    def refuses(*_: object) -> object:
        nonlocal asked
        asked += 1
        raise OperationalError("BEGIN", {}, Exception("database is locked"))

    with Rush(cast).held() as rush:
        pushed = [
            rush.pushes(person, person.command("comment", on=str(cast.project), body=f"{n}."))
            for n, person in enumerate((cast.ayse, cast.bernd, cast.dilan))
        ]
        trouble = patch.object(jointly, "writing", refuses)
        trouble.start()
    try:
        assert [future.result()[0]["status"] for future in pushed] == ["applied"] * 3
    finally:
        trouble.stop()
    assert asked == 1
    assert len(authors()) == 3


def test_who_led_lets_go_of_what_others_read(cast: Cast) -> None:
    """What the leader's session does next would otherwise be done to their receipts, too."""
    command = Command(
        uuid7(), "comment", 1, {"on": str(cast.project), "body": "Gut."}, cast.ayse.id
    )
    [outcome] = carry_out([command], cast.ayse.id)
    assert outcome.receipt is not None
    assert object_session(outcome.receipt) is None
    assert outcome.receipt.version > 0
    assert outcome.receipt.scopes


def test_an_unknown_id_in_the_same_line_changes_nothing(cast: Cast) -> None:
    with Rush(cast).held() as rush:
        good = rush.pushes(
            cast.bernd, cast.bernd.command("comment", on=str(cast.project), body="Gut.")
        )
        bad = rush.pushes(cast.ayse, cast.ayse.command("comment", on=str(uuid7()), body="Wohin?"))
    assert [each.result()[0]["status"] for each in (good, bad)] == ["applied", "rejected"]
    assert authors() == {"Gut.": cast.bernd.id}
