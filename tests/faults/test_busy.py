"""Where the database is busy, what was written comes back, and what is read is read."""

from collections.abc import Iterator

import pytest
from cast import SYNC, Cast, sends
from database_trouble import Trouble
from uuid6 import uuid7

from app.commands import Command
from app.db import db
from app.documents.table import SCHEMA
from app.models import Difference
from app.sync.push import carry_out

TEXT = "Ein langer Text, den niemand noch einmal schreiben will."
BUSY = ("locked", "no connections")


@pytest.fixture
def trouble(cast: Cast) -> Iterator[Trouble]:
    db.session.rollback()
    trouble = Trouble(db.engine)
    yield trouble
    trouble.ends()


@pytest.mark.parametrize("busy", BUSY)
def test_a_first_visitors_form_comes_back_with_its_text(
    cast: Cast, trouble: Trouble, busy: str
) -> None:
    client = cast.guest()
    form = {"on": str(cast.project), "body": TEXT}
    with trouble.meets(busy, cast.app):
        answer = sends(client, "comment", **form)
    assert (answer.status_code, TEXT in answer.text) == (503, True)
    assert sends(client, "comment", **form).status_code == 303


@pytest.mark.parametrize("busy", BUSY)
def test_a_residents_form_comes_back_with_its_text(cast: Cast, trouble: Trouble, busy: str) -> None:
    form = {"on": str(cast.project), "body": TEXT}
    with trouble.meets(busy, cast.app):
        answer = cast.bernd.submits("comment", **form)
    assert (answer.status_code, TEXT in answer.text) == (503, True)
    assert cast.bernd.submits("comment", **form).status_code == 303


def test_a_command_that_finds_no_connection_is_to_be_sent_again(
    cast: Cast, trouble: Trouble
) -> None:
    command = Command(uuid7(), "comment", 1, {"on": str(cast.project), "body": TEXT}, cast.bernd.id)
    with trouble.meets("no connections", cast.app):
        [outcome] = carry_out([command], cast.bernd.id)
    assert (outcome.status, outcome.code) == ("retry", "database")
    assert carry_out([command], cast.bernd.id)[0].status == "applied"


@pytest.mark.only_on("sqlite")
def test_who_reports_a_difference_reads_while_an_import_writes(
    cast: Cast, trouble: Trouble
) -> None:
    body = {"protocol": 1, "schema": SCHEMA, "have": {}, "want": ["public"], "differing": 1}
    with trouble.meets("locked", cast.app):
        answer = cast.bernd.client.post("/sync/pull", json=body, headers=SYNC)
    assert answer.status_code == 200, answer.text
    assert answer.json["scopes"]["public"]["put"]
    assert Difference.total() == 0
