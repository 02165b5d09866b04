"""The beginning of a large town: its liveliest cards, and then all of it."""

import json
from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
from cast import Cast
from phone import Phone
from uuid6 import uuid7

from app.db import db
from app.models import Project, Proposal
from app.sync.lively import CARDS
from app.sync.pull import PAGE_BYTES
from app.writing import writing

LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC)
OLD_PROJECTS = 30
PROPOSALS = 300


@pytest.fixture
def town(cast: Cast) -> Cast:
    """Thirty quiet projects, and three hundred proposals, each livelier than the one before."""
    with writing():
        for number in range(OLD_PROJECTS):
            created = LONG_AGO + timedelta(days=number)
            db.session.add(Project(id=uuid7(), title=f"Vorhaben {number}", created=created))
        for number in range(PROPOSALS):
            created = LONG_AGO + timedelta(days=100 + number)
            db.session.add(Proposal(id=uuid7(), title=f"Wunsch {number}", created=created))
    return cast


def beginner(cast: Cast) -> Phone:
    """A phone that has nothing, after its first page."""
    phone = Phone(cast.dilan, "public")
    phone.lively = True
    assert phone.pulls_once()
    return phone


def named(title: str, kind: type[Project | Proposal] = Proposal) -> UUID:
    found: UUID = db.session.query(kind.id).filter(kind.title == title).scalar()
    return found


def test_the_beginning_is_what_was_moved_last(town: Cast) -> None:
    phone = beginner(town)
    cards = phone.bodies["public"]
    assert {"town", f"neighbourhood:{town.neighbourhood}", f"project:{town.project}"} <= set(cards)
    moving = [body for body in cards.values() if "activity" in body]
    assert len(moving) == CARDS
    proposals = [body["title"] for key, body in cards.items() if key.startswith("proposal:")]
    # Projects are quiet here, and among them all the same.
    projects = [key for key in cards if key.startswith("project:")]
    assert len(projects) == OLD_PROJECTS + 1
    liveliest = [f"Wunsch {number}" for number in reversed(range(PROPOSALS))]
    wishes = [title for title in proposals if title.startswith("Wunsch")]
    assert wishes == liveliest[: CARDS - len(projects) - 1]


def test_it_says_that_it_is_a_part(town: Cast) -> None:
    answer = town.dilan.pulls("public", f"project:{town.project}", lively=True)
    page = answer["scopes"]["public"]
    assert (page["partial"], page["more"], page["reset"], page["del"]) == (True, True, True, [])
    assert page["to"] == "0 "
    assert answer["scopes"][f"project:{town.project}"]["put"]


def test_all_of_it_follows(town: Cast) -> None:
    phone = beginner(town).pulls()
    assert phone.bodies["public"] == town.bernd.sees("public")
    assert phone.resets == ["public"]


def test_what_happens_in_between_is_neither_lost_nor_back(town: Cast) -> None:
    phone = beginner(town)
    liveliest, quiet = named("Wunsch 299"), named("Wunsch 0")
    assert f"proposal:{liveliest}" in phone.bodies["public"]
    with writing():
        for gone in (liveliest, quiet):
            db.session.delete(db.session.get_one(Proposal, gone))
        db.session.get_one(Proposal, named("Wunsch 298")).title = "Wunsch anders"
        db.session.add(Proposal(id=uuid7(), title="Wunsch neu"))
    assert phone.pulls().bodies["public"] == town.bernd.sees("public")
    titles = {body.get("title") for body in phone.bodies["public"].values()}
    assert {"Wunsch neu", "Wunsch anders"} <= titles
    assert not {"Wunsch 299", "Wunsch 298", "Wunsch 0"} & titles


def test_who_does_not_ask_for_it_gets_the_order_of_versions(town: Cast) -> None:
    page = town.dilan.pulls("public")["scopes"]["public"]
    assert "partial" not in page
    assert len(page["put"]) > CARDS


def test_who_has_something_goes_on(town: Cast) -> None:
    phone = beginner(town)
    answer = town.dilan.pulls("public", have=phone.have, epoch=phone.epoch, lively=True)
    assert "partial" not in answer["scopes"]["public"]
    assert answer["scopes"]["public"]["reset"] is False


def test_a_small_town_comes_whole(cast: Cast) -> None:
    page = cast.dilan.pulls("public", lively=True)["scopes"]["public"]
    assert (page["more"], "partial" in page) == (False, False)


def test_the_beginning_is_a_page_like_any_other(cast: Cast) -> None:
    with writing():
        for number in range(CARDS + 1):
            title = f"{number} " + "🌳" * 100
            db.session.add(Project(id=uuid7(), title=title, summary="🌳" * 200))
    page = cast.dilan.pulls("public", lively=True)["scopes"]["public"]
    size = sum(len(json.dumps(document, ensure_ascii=False).encode()) for document in page["put"])
    assert PAGE_BYTES - 10_000 < size <= PAGE_BYTES
    phone = beginner(cast).pulls()
    assert phone.bodies["public"] == cast.bernd.sees("public")
