"""Support: everyone may, once, and take it back."""

from unittest.mock import patch

from cast import Cast
from uuid6 import uuid7

from app.db import db
from app.models import Proposal
from app.writing import writing


def supports(cast: Cast) -> set[int]:
    """The number on every copy of the card."""
    name = f"proposal:{cast.proposal}"
    scopes = ("public", f"project:{cast.project}", name)
    return {cast.carla.sees(scope)[name]["supports"] for scope in scopes}


def test_it_counts_on_every_card_and_stands_in_my_own(cast: Cast) -> None:
    assert cast.dilan.does("support", proposal=str(cast.proposal))["status"] == "applied"
    assert supports(cast) == {1}
    assert f"support:{cast.proposal}" in cast.dilan.sees(f"me:{cast.dilan.id}")
    assert f"support:{cast.proposal}" not in cast.bernd.sees(f"me:{cast.bernd.id}")


def test_another_command_of_mine_does_nothing_more(cast: Cast) -> None:
    for _ in range(3):
        assert cast.dilan.does("support", proposal=str(cast.proposal))["status"] == "applied"
    assert supports(cast) == {1}


def test_each_one_counts_for_one(cast: Cast) -> None:
    for person in (cast.ayse, cast.bernd, cast.carla, cast.dilan):
        person.does("support", proposal=str(cast.proposal))
    assert supports(cast) == {4}


def test_it_can_be_taken_back(cast: Cast) -> None:
    cast.dilan.does("support", proposal=str(cast.proposal))
    for _ in range(2):
        result = cast.dilan.does("withdraw_support", proposal=str(cast.proposal))
        assert result["status"] == "applied"
    assert supports(cast) == {0}
    assert f"support:{cast.proposal}" not in cast.dilan.sees(f"me:{cast.dilan.id}")


def test_taking_mine_back_leaves_yours(cast: Cast) -> None:
    cast.bernd.does("support", proposal=str(cast.proposal))
    cast.dilan.does("withdraw_support", proposal=str(cast.proposal))
    assert supports(cast) == {1}


def test_refuses_what_is_not_there(cast: Cast) -> None:
    for name in ("support", "withdraw_support"):
        result = cast.dilan.does(name, proposal=str(uuid7()))
        assert (result["status"], result["code"]) == ("rejected", "not_found")


def test_refuses_a_withdrawn_proposal(cast: Cast) -> None:
    cast.bernd.does("withdraw_proposal", proposal=str(cast.proposal))
    result = cast.dilan.does("support", proposal=str(cast.proposal))
    assert (result["status"], result["code"]) == ("rejected", "withdrawn")


def test_one_device_cannot_support_without_end(cast: Cast) -> None:
    with writing():
        for number in range(4):
            db.session.add(Proposal(id=uuid7(), title=f"Nr. {number}", text="x"))
    ids = [str(id) for (id,) in db.session.query(Proposal.id)]
    with patch("app.models.support.MOST_A_DAY", 3):
        results = cast.dilan.pushes(*(cast.dilan.command("support", proposal=id) for id in ids))
    assert [result["code"] for result in results] == ["", "", "", "too_many", "too_many"]


def test_does_nothing_twice(cast: Cast) -> None:
    command = cast.dilan.command("support", proposal=str(cast.proposal))
    assert [cast.dilan.pushes(command)[0]["status"] for _ in range(3)] == [
        "applied",
        "duplicate",
        "duplicate",
    ]
    assert supports(cast) == {1}


def test_a_late_support_does_not_undo_what_came_after(cast: Cast) -> None:
    """The answer was lost, the resident changed their mind, the first is sent again."""
    first = cast.dilan.command("support", proposal=str(cast.proposal))
    cast.dilan.pushes(first)
    cast.dilan.does("withdraw_support", proposal=str(cast.proposal))
    assert cast.dilan.pushes(first)[0]["status"] == "duplicate"
    assert supports(cast) == {0}
