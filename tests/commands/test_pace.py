"""Who sends more in an hour than a person could is told to wait; nothing is lost."""

from unittest.mock import patch

import pytest
from cast import Cast
from writers import POINTS, Writer, stops

import app.writing as module
from app.db import db
from app.sync.envelope import command_of
from app.sync.push import in_order

__all__ = ["stops"]


@pytest.fixture
def three_an_hour() -> object:
    with patch("app.models.receipt.MOST_AN_HOUR", 3) as limit:
        yield limit


@pytest.mark.usefixtures("three_an_hour")
def test_what_is_too_much_waits(cast: Cast) -> None:
    commands = [
        cast.bernd.command("comment", on=str(cast.project), body=f"Nr. {number}")
        for number in range(5)
    ]
    results = cast.bernd.pushes(*commands)
    assert [result["status"] for result in results] == ["applied"] * 3 + ["retry"] * 2
    assert {result["code"] for result in results[3:]} == {"too_many_now"}
    # What has happened is known, the rest goes on to wait, and later it is carried out.
    again = [result["status"] for result in cast.bernd.pushes(*commands)]
    assert again == ["duplicate"] * 3 + ["retry"] * 2
    with patch("app.models.receipt.MOST_AN_HOUR", 100):
        late = [result["status"] for result in cast.bernd.pushes(*commands)]
    assert late == ["duplicate"] * 3 + ["applied"] * 2


@pytest.mark.usefixtures("three_an_hour")
def test_it_is_about_one_person(cast: Cast) -> None:
    for number in range(4):
        cast.bernd.does("comment", on=str(cast.project), body=f"Nr. {number}")
    assert cast.dilan.does("support", proposal=str(cast.proposal))["status"] == "applied"


@pytest.mark.usefixtures("three_an_hour")
def test_a_form_keeps_its_text(cast: Cast) -> None:
    for number in range(3):
        cast.bernd.does("comment", on=str(cast.project), body=f"Nr. {number}")
    answer = cast.bernd.submits("comment", on=str(cast.project), body="Mein langer Text")
    assert answer.status_code == 429
    assert "Mein langer Text" in answer.text
    assert "Es ist nichts verloren" in answer.text


@pytest.mark.usefixtures("three_an_hour", "stops")
@pytest.mark.parametrize("point", POINTS)
def test_two_processes_give_no_more(cast: Cast, point: str) -> None:
    told: list[str] = []

    def pushes() -> None:
        sent = [cast.bernd.command("comment", on=str(cast.project), body="Nr.") for _ in range(2)]
        write = db.session().info[module._KEY]
        outcomes = in_order([command_of(command) for command in sent], cast.bernd.id, write)
        told.extend(outcome.status for outcome in outcomes)

    one = Writer(cast.app, pushes, point).runs_to_its_stop()
    two = Writer(cast.app, pushes).runs_until_done_or_blocked()
    one.finishes()
    two.finishes()
    assert told == ["applied"] * 3 + ["retry"]
