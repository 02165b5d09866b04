"""A phone that has read all up to the clock is answered without looking at documents."""

from collections.abc import Iterator

import pytest
from cast import Cast
from sqlalchemy import event

from app.db import db


@pytest.fixture
def statements(cast: Cast) -> Iterator[list[str]]:
    """What reads of documents the database is sent."""
    seen: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_: object) -> None:
        if "FROM document" in statement:
            seen.append(statement)

    event.listen(db.engine, "before_cursor_execute", note)
    yield seen
    event.remove(db.engine, "before_cursor_execute", note)


def test_it_is_answered_as_ever(cast: Cast, statements: list[str]) -> None:
    scopes = ("public", f"project:{cast.project}", f"me:{cast.bernd.id}")
    first = cast.bernd.pulls(*scopes)
    have = {scope: page["to"] for scope, page in first["scopes"].items()}
    statements.clear()
    again = cast.bernd.pulls(*scopes, have=have, epoch=first["epoch"])
    assert statements == []
    empty = {"more": False, "reset": False, "put": [], "del": []}
    assert again == first | {"scopes": {scope: {"to": have[scope]} | empty for scope in scopes}}


def test_what_has_changed_is_seen(cast: Cast) -> None:
    first = cast.bernd.pulls("public")
    cast.bernd.does("comment", on=str(cast.project), body="Ich bringe Holz.")
    have = {"public": first["scopes"]["public"]["to"]}
    again = cast.bernd.pulls("public", have=have, epoch=first["epoch"])
    assert [document["key"] for document in again["scopes"]["public"]["put"]] == [
        f"project:{cast.project}"
    ]


def test_somebody_elses_own_scope_stays_shut(cast: Cast) -> None:
    scope = f"me:{cast.bernd.id}"
    first = cast.bernd.pulls(scope)
    have = {scope: first["scopes"][scope]["to"]}
    answer = cast.carla.pulls(scope, have=have, epoch=first["epoch"])
    assert (answer["gone"], answer["scopes"]) == ([scope], {})
