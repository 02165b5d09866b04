"""Pulls of many pages, with a town that changes between them."""

import people
import pytest
from drive import Drive
from quiet import quiet
from replicas import observe
from shown import check_pages
from uuid6 import uuid7

from app.db import db
from app.models import Proposal
from app.sync.lively import CARDS
from app.writing import writing

pytestmark = pytest.mark.only_on("sqlite")
PAGES = 6


def many_proposals(drive: Drive, number: int) -> None:
    """More than a phone begins with."""
    author = drive.cast.ayse.id
    with writing():
        for count in range(number):
            id = uuid7()
            db.session.add(Proposal(id=id, title=f"Nr. {count}", text="So.", author_id=author))
            drive.there.add(str(id))


def says(drive: Drive, on: object, text: str = "Hallo") -> str:
    return drive.writes("anna", "comment", {"on": str(on), "body": text})


@pytest.mark.parametrize("fault", ["hides", "moves", "changes a role", "expired", "answer lost"])
def test_the_town_changes_between_two_pages(drive: Drive, fault: str) -> None:
    """At each page of a pull; the phone has to be the one whose role is withdrawn."""
    for page in range(PAGES):
        drive.begins()
        drive.comes_in_parts(True, page=1)
        people.signs_in(drive, "anna", drive.person(1))
        says(drive, drive.cast.proposal)
        drive.syncs("anna", *[""] * page, fault)
        observe(drive, "anna")
        check_pages(drive, "anna")
        drive.comes_in_parts(False)
        quiet(drive)
    assert drive.counted[fault] == PAGES


def test_a_large_town_on_a_bad_day(drive: Drive) -> None:
    """More cards than a phone begins with: killed, unanswered and hidden in the middle of them."""
    many_proposals(drive, CARDS + 30)
    command = says(drive, drive.cast.proposal)
    drive.syncs("anna", "", "", "answer lost")
    drive.syncs("anna", kill={"at": 9, "when": "inside"})
    check_pages(drive, "anna")
    drive.syncs("anna", "hides", "request lost")
    drive.syncs("anna", "", "hides", "killed after")
    check_pages(drive, "anna")
    quiet(drive)
    assert {one["id"]: one["status"] for one in drive.outbox("anna")}[command] == "settled"
    public = next(one for one in drive.stored("anna")["documents"] if one["scope"] == "public")
    assert sum(key.startswith("proposal:") for key in public["docs"]) == CARDS + 31
