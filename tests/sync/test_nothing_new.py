"""A phone for which there is nothing new is answered without reading documents."""

from collections.abc import Iterator
from typing import Any
from unittest.mock import patch

import pytest
from cast import Cast
from signed_in import signed_in
from sqlalchemy import event
from uuid6 import uuid7

from app import reading
from app.db import db
from app.driver import by_driver
from app.models import Proposal
from app.writing import writing


@pytest.fixture
def statements(cast: Cast) -> Iterator[list[str]]:
    """What the database is asked."""
    seen: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_: object) -> None:
        if statement.startswith("SELECT"):
            seen.append(statement)

    def asked(statement: str, *values: bytes) -> Any:
        seen.append(statement)
        return by_driver(statement, *values)

    event.listen(db.engine, "before_cursor_execute", note)
    with patch.object(reading, "by_driver", asked):
        yield seen
    event.remove(db.engine, "before_cursor_execute", note)


def test_it_is_answered_as_ever(cast: Cast, statements: list[str]) -> None:
    scopes = ("public", f"project:{cast.project}", f"me:{cast.bernd.id}")
    first = cast.bernd.pulls(*scopes)
    have = {scope: page["to"] for scope, page in first["scopes"].items()}
    statements.clear()
    again = cast.bernd.pulls(*scopes, have=have, epoch=first["epoch"], brief=True)
    assert len(statements) == 1
    assert "document" not in statements[0]
    assert again == first | {"scopes": {}}


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


def test_an_account_with_a_role_costs_no_more(cast: Cast, statements: list[str]) -> None:
    carla = signed_in(cast, cast.carla)
    first = carla.pulls("public")
    have = {"public": first["scopes"]["public"]["to"]}
    statements.clear()
    again = carla.pulls("public", have=have, epoch=first["epoch"], brief=True)
    assert again["session"] == "active"
    assert len(statements) == 1


def test_what_was_written_elsewhere_costs_one_look(cast: Cast, statements: list[str]) -> None:
    scopes = (f"proposal:{cast.proposal}", f"me:{cast.dilan.id}")
    first = cast.dilan.pulls(*scopes)
    have = {scope: page["to"] for scope, page in first["scopes"].items()}
    cast.bernd.does("comment", on=str(cast.project), body="Ich bringe Holz.")
    statements.clear()
    again = cast.dilan.pulls(*scopes, have=have, epoch=first["epoch"])
    assert len(statements) == 2
    assert again["as_of"] > first["as_of"]
    for scope, page in again["scopes"].items():
        assert page["to"] == f"{again['as_of']} ~"
        assert (page["put"], page["del"], page["more"], page["reset"]) == ([], [], False, False)
        assert page["sum"] == first["scopes"][scope]["sum"]


def test_scopes_that_were_read_at_different_times_get_what_each_lacks(cast: Cast) -> None:
    early, late = f"project:{cast.project}", f"proposal:{cast.proposal}"
    have = {}
    for scope in (early, late):
        first = cast.dilan.pulls(scope)
        have[scope] = first["scopes"][scope]["to"]
        for on in (cast.project, cast.proposal):
            cast.bernd.does("comment", on=str(on), body=f"Nach {scope}.")
    pages = cast.dilan.pulls(early, late, have=have, epoch=first["epoch"])["scopes"]
    said = {
        scope: [it["body"]["text"] for it in page["put"] if it["kind"] == "comment"]
        for scope, page in pages.items()
    }
    assert said == {early: [f"Nach {early}.", f"Nach {late}."], late: [f"Nach {late}."]}


def test_what_was_read_in_part_goes_on_where_it_ended(cast: Cast) -> None:
    first = cast.dilan.pulls("public")
    *_, before, last = sorted((it["version"], it["key"]) for it in first["scopes"]["public"]["put"])
    have = {"public": f"{before[0]} {before[1]}"}
    again = cast.dilan.pulls("public", have=have, epoch=first["epoch"])
    assert [it["key"] for it in again["scopes"]["public"]["put"]] == [last[1]]


def test_what_is_gone_is_gone_also_where_nothing_is_new(cast: Cast) -> None:
    with writing():
        proposal = Proposal(id=uuid7(), title="Kurz", text="Weg damit.", author_id=cast.bernd.id)
        db.session.add(proposal)
    scope = f"proposal:{proposal.id}"
    cast.dilan.pulls(scope)
    with writing():
        db.session.delete(db.session.get_one(Proposal, proposal.id))
    now = cast.dilan.pulls("public")
    have = {scope: now["scopes"]["public"]["to"]}
    cast.bernd.does("comment", on=str(cast.project), body="Ich bringe Holz.")
    answer = cast.dilan.pulls(scope, have=have, epoch=now["epoch"])
    assert (answer["gone"], answer["scopes"]) == ([scope], {})
