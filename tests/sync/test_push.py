"""Pushing: exactly once, each command for itself, never under another name."""

from collections.abc import Iterator
from contextlib import contextmanager
from unittest.mock import patch

import pytest
from cast import SYNC, Cast
from sqlalchemy.exc import OperationalError
from uuid6 import uuid7
from writers import Writer, stops

from app.commands import registry
from app.db import db
from app.models import Comment, Receipt
from app.sync import jointly, push
from app.writing import Writing, writing

__all__ = ["stops"]


def count() -> int:
    db.session.rollback()
    return db.session.query(Comment).count()


def test_commands_run_in_order_and_one_tick(cast: Cast) -> None:
    commands = [
        cast.bernd.command("comment", on=str(cast.project), body=f"Nr. {n}") for n in range(50)
    ]
    results = cast.bernd.pushes(*commands)
    assert {result["status"] for result in results} == {"applied"}
    assert len({result["version"] for result in results}) == 1
    assert count() == 50


def test_a_poison_command_spoils_no_other(cast: Cast) -> None:
    good = cast.bernd.command("comment", on=str(cast.project), body="Gut.")
    bad = cast.bernd.command("comment", on=str(uuid7()), body="Wohin?")
    unknown = cast.bernd.command("fly_to_the_moon", body="Ja!")
    old = cast.bernd.command("comment", on=str(cast.project), body="Alt.") | {"version": 99}
    results = cast.bernd.pushes(unknown, old, bad, good)
    assert [(result["status"], result["code"]) for result in results] == [
        ("rejected", "unknown_command"),
        ("rejected", "unknown_version"),
        ("rejected", "not_found"),
        ("applied", ""),
    ]
    assert count() == 1


def test_a_command_of_ours_that_breaks_is_quarantined_alone(cast: Cast) -> None:
    spec = registry.COMMANDS["delete_comment"]

    def breaks(*_: object) -> str:
        db.session.add(Comment(id=uuid7(), author_id=cast.bernd.id, project_id=cast.project))
        raise ZeroDivisionError

    broken = registry.Spec(spec.name, spec.noun, spec.form, breaks, spec.version)
    with patch.dict(registry.COMMANDS, {"delete_comment": broken}):
        results = cast.bernd.pushes(
            cast.bernd.command("delete_comment", comment=str(uuid7())),
            cast.bernd.command("comment", on=str(cast.project), body="Gut."),
        )
    assert [result["status"] for result in results] == ["quarantined", "applied"]
    assert count() == 1


def test_a_rejection_is_remembered(cast: Cast) -> None:
    command = cast.bernd.command("comment", on=str(uuid7()), body="Wohin?")
    first, again = (cast.bernd.pushes(command)[0] for _ in range(2))
    assert (first["status"], first["code"]) == ("rejected", "not_found")
    assert (again["status"], again["first"], again["code"]) == (
        "duplicate",
        "rejected",
        "not_found",
    )


def test_the_same_id_with_other_content_is_a_conflict(cast: Cast) -> None:
    command = cast.bernd.command("comment", on=str(cast.project), body="Erst so.")
    cast.bernd.pushes(command)
    other = command | {"args": command["args"] | {"body": "Dann so."}}
    assert cast.bernd.pushes(other)[0]["status"] == "conflict"
    assert count() == 1


def test_the_same_id_from_someone_else_is_a_conflict(cast: Cast) -> None:
    command = cast.bernd.command("comment", on=str(cast.project), body="Meins.")
    cast.bernd.pushes(command)
    stolen = command | {"actor": str(cast.dilan.id)}
    assert cast.dilan.pushes(stolen)[0]["status"] == "conflict"
    assert count() == 1


def test_another_ones_command_waits_for_its_author(cast: Cast) -> None:
    command = cast.bernd.command("comment", on=str(cast.project), body="Von Bernd.")
    assert cast.dilan.pushes(command)[0]["status"] == "needs_login"
    assert count() == 0
    assert db.session.query(Receipt).count() == 0
    assert cast.bernd.pushes(command)[0]["status"] == "applied"


def test_without_a_session_everything_waits(cast: Cast) -> None:
    command = cast.bernd.command("comment", on=str(cast.project), body="Von Bernd.")
    body = {"protocol": 1, "device": "phone", "commands": [command]}
    answer = cast.guest().post("/sync/push", json=body, headers=SYNC)
    assert answer.json["results"][0]["status"] == "needs_login"
    assert count() == 0


def test_what_depends_on_another_waits_for_it(cast: Cast) -> None:
    first = cast.bernd.command("comment", on=str(cast.project), body="Erst.")
    edit = cast.bernd.command("edit_comment", comment=first["id"], body="Neu.", revision="0")
    edit["depends_on"] = [first["id"]]
    assert cast.bernd.pushes(edit)[0]["status"] == "blocked"
    assert [result["status"] for result in cast.bernd.pushes(first, edit)] == ["applied", "applied"]


def test_what_depends_on_a_rejected_one_stays_blocked(cast: Cast) -> None:
    first = cast.bernd.command("comment", on=str(uuid7()), body="Wohin?")
    edit = cast.bernd.command("edit_comment", comment=first["id"], body="Neu.", revision="0")
    edit["depends_on"] = [first["id"]]
    other = cast.bernd.command("comment", on=str(cast.project), body="Gut.")
    results = cast.bernd.pushes(first, edit, other)
    assert [result["status"] for result in results] == ["rejected", "blocked", "applied"]


def test_a_push_brings_its_pull_along(cast: Cast) -> None:
    from app.documents.table import SCHEMA

    scope = f"project:{cast.project}"
    pull = {"schema": SCHEMA, "epoch": "", "have": {}, "want": [scope]}
    command = cast.bernd.command("comment", on=str(cast.project), body="Mit.")
    body = {"protocol": 1, "device": "phone", "commands": [command], "pull": pull}
    answer = cast.bernd.client.post("/sync/push", json=body, headers=SYNC).json
    keys = [document["key"] for document in answer["pull"]["scopes"][scope]["put"]]
    assert f"comment:{command['id']}" in keys
    assert answer["pull"]["as_of"] >= answer["results"][0]["version"]


@pytest.mark.usefixtures("stops")
def test_the_same_command_from_two_tabs_at_once_is_one(cast: Cast) -> None:
    from app.commands.execute import execute
    from app.sync.envelope import command_of
    from app.sync.push import push

    command = command_of(cast.bernd.command("comment", on=str(cast.project), body="Einmal."))
    statuses = []

    def first() -> None:
        from app import writing

        write = db.session().info[writing._KEY]
        statuses.append(execute(command, cast.bernd.id, write).status)

    one = Writer(cast.app, first, "worked").runs_to_its_stop()
    two = _Pusher(cast, lambda: statuses.append(push([command], cast.bernd.id)[0]["status"]))
    two.runs_until_done_or_blocked()
    one.finishes()
    two.finishes()
    assert sorted(statuses) == ["applied", "duplicate"]
    assert count() == 1


class _Pusher(Writer):
    """A writer that opens `writing()` by itself."""

    def __init__(self, cast: Cast, work: object) -> None:
        super().__init__(cast.app, work)  # type: ignore[arg-type]

    def _run(self) -> None:
        try:
            with self.app.app_context():
                self.started.set()
                self.work()
        except BaseException as error:
            self.error = error
        finally:
            self.done.set()


@contextmanager
def transactions_fail(number: int) -> Iterator[None]:
    """So many of those that carry out commands fail at their end."""
    left = number

    @contextmanager
    def fails() -> Iterator[Writing]:
        nonlocal left
        with writing() as write:
            yield write
            left -= 1
            if left >= 0:
                raise OperationalError("COMMIT", {}, Exception("deadlock detected"))

    with patch.object(jointly, "writing", fails), patch.object(push, "writing", fails):
        yield


def test_a_push_that_fails_as_a_whole_runs_one_by_one(cast: Cast) -> None:
    with transactions_fail(1):
        results = cast.bernd.pushes(
            *(cast.bernd.command("comment", on=str(cast.project), body=text) for text in "abc")
        )
    assert [result["status"] for result in results] == ["applied"] * 3
    assert len({result["version"] for result in results}) == 3


def test_a_database_that_keeps_failing_means_try_again(cast: Cast) -> None:
    command = cast.bernd.command("comment", on=str(cast.project), body="Später.")
    with transactions_fail(2):
        assert cast.bernd.pushes(command)[0]["status"] == "retry"
    assert db.session.query(Receipt).count() == 0
    assert cast.bernd.pushes(command)[0]["status"] == "applied"
