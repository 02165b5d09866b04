"""The table of rights: whole, readable, and said to everybody in plain words."""

import re

import pytest
from cast import Cast
from roles import appoints
from sqlalchemy import select

from app.commands import COMMANDS
from app.commands.registry import CommandForm, command
from app.config import ROOT
from app.db import db
from app.models import ROLES, Comment, Project, Proposal, Resident, Role
from app.refusal import Refusal
from app.rights import ACTS, RIGHTS, WHO, may, require
from app.writing import writing

SAID = {
    "administrator": {
        "Richtet die App für die Stadt ein": {
            "set_town", "set_arms", "take_down_arms", "add_topic", "change_topic", "move_topic",
            "remove_topic", "see_staff_pages",
        },
        "Gibt und nimmt Aufgaben": {"grant_role", "withdraw_role"},
        "Entscheidet über gemeldete Beiträge": {"see_reports", "hide", "restore", "dismiss"},
        "Hilft am Schalter": {"start_recovery", "confirm_recovery"},
        "Stellt die Tablets der Stadt auf": {"keep_kiosks"},
    },
    "facilitator": {
        "Entscheidet im eigenen Stadtteil": {
            "see_staff_pages", "see_reports", "hide", "restore", "dismiss",
        },
    },
    "administration": {
        "Hilft am Schalter": {"see_staff_pages", "start_recovery", "confirm_recovery"},
    },
    "politics": {"Darf nichts, was nicht alle dürfen": set()},
}  # fmt: skip
"""The sentences of `/roles`, and what each of them speaks of."""


def test_every_command_has_a_row() -> None:
    assert COMMANDS.keys() - RIGHTS.keys() == set()
    assert RIGHTS.keys() >= ACTS
    assert not ACTS & COMMANDS.keys()


def test_a_command_without_a_row_is_none() -> None:
    def fly(resident: Resident, form: CommandForm, id: object) -> str:
        """Nobody may."""
        return "/"

    with pytest.raises(LookupError, match="fly"):
        command("bird", CommandForm)(fly)
    assert "fly" not in COMMANDS


def test_rows_are_whole() -> None:
    for verb, right in RIGHTS.items():
        assert right.who, verb
        assert {*right.who, *right.never} <= WHO.keys(), verb
        assert re.fullmatch(r"[A-Z].{10,60}\.", right.why), verb


@pytest.mark.only_on("sqlite")
def test_the_table_is_printed(cast: Cast) -> None:
    printed = cast.app.test_cli_runner().invoke(args=["rights"]).output
    for verb, right in RIGHTS.items():
        assert re.search(rf"^{verb} .*{re.escape(right.why)}$", printed, re.M)


@pytest.mark.parametrize("role", ROLES)
def test_the_page_says_what_a_role_may(role: str) -> None:
    theirs = {verb for verb, right in RIGHTS.items() if role in right.who}
    assert set().union(*SAID[role].values()) == theirs
    page = (ROOT / "templates" / "role" / "rights.html").read_text()
    assert all(sentence in page for sentence in SAID[role])


def test_who_may_what_with_a_thing(cast: Cast) -> None:
    people = {row.id: row for row in db.session.scalars(select(Resident))}
    ayse, bernd, dilan = (people[p.id] for p in (cast.ayse, cast.bernd, cast.dilan))
    project = db.session.get_one(Project, cast.project)
    proposal = db.session.get_one(Proposal, cast.proposal)
    assert may(bernd, "edit_proposal", proposal)
    assert not may(ayse, "edit_proposal", proposal)
    assert may(ayse, "offer_shift", project)
    assert not may(bernd, "offer_shift", project)
    assert may(dilan, "report", proposal)
    assert not may(bernd, "report", proposal)
    assert may(dilan, "close_account", dilan)
    assert not may(dilan, "close_account", bernd)
    assert not may(dilan, "hide", proposal)
    with pytest.raises(Refusal, match="not_allowed"):
        require(dilan, "hide", proposal)


def test_a_facilitator_is_one_where_they_are(cast: Cast) -> None:
    comment = cast.bernd.does("comment", on=str(cast.proposal), body="Da.")["id"]
    appoints(cast.dilan, "facilitator", cast.neighbourhood)
    appoints(cast.bernd, "facilitator", cast.neighbourhood)
    people = {row.id: row for row in db.session.scalars(select(Resident))}
    proposal = db.session.get_one(Proposal, cast.proposal)
    elsewhere = Proposal(author_id=cast.ayse.id, neighbourhood_id=None)
    said = db.session.scalars(select(Comment)).one()
    assert str(said.id) == comment
    for thing in (proposal, said):
        assert may(people[cast.dilan.id], "hide", thing)
        # Nobody judges what they wrote themselves.
        assert not may(people[cast.bernd.id], "hide", thing)
    assert not may(people[cast.dilan.id], "hide", elsewhere)


def test_nobody_and_a_closed_account(cast: Cast) -> None:
    assert may(None, "comment")
    assert not may(None, "edit_comment")
    assert not may(None, "set_town")
    appoints(cast.dilan, "administrator")
    with writing():
        dilan = db.session.get_one(Resident, cast.dilan.id)
        assert may(dilan, "set_town")
        dilan.closed = dilan.created
        assert not any(may(dilan, verb) for verb in RIGHTS)
    assert db.session.scalars(select(Role.role)).all() == ["administrator"]
