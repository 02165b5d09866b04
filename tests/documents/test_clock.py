"""Whoever sees a version has seen all before it, and no document is stale.

Two writers stop at each other's worst moments while a phone pulls. The designs that were refused
are kept as mutants: each must lose or spoil a document under the same tests. On SQLite the write
lock, taken at BEGIN, hides two of them; its own mutant is a BEGIN that takes the lock late.
"""

import itertools
from collections.abc import Callable, Iterator
from uuid import UUID

import pytest
from cast import Cast, Person
from flask import Flask
from phone import Phone
from sqlalchemy import text
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session
from uuid6 import uuid7
from writers import POINTS, Writer, current, pause, stops

import app.writing as module
from app.db import db
from app.documents import table
from app.documents.table import Document
from app.models import Project, Resident
from app.writing import Writing

__all__ = ["stops"]

Work = Callable[[], None]


def comments(cast: Cast, who: Person, project: UUID | None = None) -> Work:
    def work() -> None:
        thing = db.session.get_one(Project, project or cast.project)
        thing.comment(db.session.get_one(Resident, who.id), "Zur selben Zeit.", uuid7())
        db.session.flush()

    return work


def reads_and_comments(cast: Cast, who: Person) -> Work:
    """Holds the project that it read, so that the identity map keeps it."""

    def work() -> None:
        held.append(db.session.get_one(Project, cast.project))
        assert held[-1].title
        comments(cast, who)()

    held: list[Project] = []
    return work


def renames(cast: Cast) -> Work:
    def work() -> None:
        db.session.get_one(Project, cast.project).title = "Neuer Name"
        db.session.flush()

    return work


def interleave(app: Flask, phone: Phone, first: Work, second: Work, point: str) -> None:
    """`first` stops at `point`, `second` goes as far as it can, the phone pulls at each step."""
    phone.pulls()
    one = Writer(app, first, point).runs_to_its_stop()
    two = Writer(app, second).runs_until_done_or_blocked()
    phone.pulls()
    one.finishes()
    phone.pulls()
    two.finishes()
    phone.pulls()


def missed_or_stale(phone: Phone) -> list[str]:
    """Keys that the phone holds otherwise than a fresh phone and a rebuild would."""
    return missed(phone) + stale()


def missed(phone: Phone) -> list[str]:
    """Keys that the phone holds otherwise than a fresh phone would."""
    wrong = []
    for scope in phone.scopes:
        now = phone.person.sees(scope)
        wrong += [key for key, body in now.items() if phone.bodies[scope].get(key) != body]
        wrong += [key for key in phone.bodies[scope] if key not in now]
    return wrong


def stale() -> list[str]:
    """Keys of documents that differ from what the rows say."""
    db.session.rollback()
    db.session.expire_all()
    expected = dict(table._all())
    rows = db.session.query(Document).filter_by(deleted=False)
    stored = {(row.scope, row.key): row.body for row in rows}
    return [
        place[1]
        for place in expected.keys() | stored.keys()
        if expected.get(place) != stored.get(place)
    ]


@pytest.fixture
def phone(cast: Cast) -> Phone:
    return Phone(cast.dilan, "public", f"project:{cast.project}")


@pytest.mark.usefixtures("stops")
class TestTheClock:
    @pytest.mark.parametrize("point", POINTS)
    def test_two_comments_at_once_on_one_card(
        self, app: Flask, cast: Cast, phone: Phone, point: str
    ) -> None:
        interleave(app, phone, comments(cast, cast.ayse), comments(cast, cast.bernd), point)
        assert missed_or_stale(phone) == []
        assert phone.bodies["public"][f"project:{cast.project}"]["comments"] == 2

    @pytest.mark.parametrize("point", POINTS)
    def test_a_comment_while_the_project_is_renamed(
        self, app: Flask, cast: Cast, phone: Phone, point: str
    ) -> None:
        interleave(app, phone, reads_and_comments(cast, cast.ayse), renames(cast), point)
        assert missed_or_stale(phone) == []
        assert phone.bodies["public"][f"project:{cast.project}"]["title"] == "Neuer Name"

    def test_versions_only_rise(self, cast: Cast, clock: Callable[[], int]) -> None:
        before = clock()
        results = [cast.ayse.does("comment", on=str(cast.project), body="x") for _ in range(3)]
        versions = [result["version"] for result in results]
        assert versions == [before + 1, before + 2, before + 3]

    def test_what_fails_takes_no_version(self, cast: Cast, clock: Callable[[], int]) -> None:
        before = clock()

        def fails() -> None:
            with module.writing():
                comments(cast, cast.ayse)()
                raise ZeroDivisionError

        with pytest.raises(ZeroDivisionError):
            fails()
        db.session.rollback()
        assert clock() == before
        assert stale() == []


def draws_before_its_transaction(session: Session) -> int:
    """A sequence: the numbers are in order, the commits are not."""
    version = current.writer.drawn
    session.execute(
        text("UPDATE clock SET version = CASE WHEN version < :v THEN :v ELSE version END"),
        {"v": version},
    )
    return version


def builds_before_the_clock(session: Session, write: Writing) -> None:
    session.expire_all()
    built = dict(table._built(write.touched))
    pause("built")
    version = module._tick(session)
    table._write(table._changes(built, table._stored(write.touched)), version)


def does_not_expire(session: Session, write: Writing) -> None:
    pause("worked")
    table.fresh(write.touched, module._tick(session))


@pytest.fixture
def mutate(app: Flask, stops: None, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable]:
    """Replace a part of `app.writing`; what the mutant spoils is mended at the end."""
    yield lambda name, value: monkeypatch.setattr(module, name, value)
    monkeypatch.undo()
    db.session.rollback()
    with module.writing() as write:
        write.everything = True


class TestMutants:
    """Each refused design must be caught by the tests above."""

    def test_a_sequence_misses_documents(
        self, app: Flask, cast: Cast, phone: Phone, mutate: Callable
    ) -> None:
        mutate("_tick", draws_before_its_transaction)
        numbers = itertools.count(1000)
        phone.pulls()
        one = Writer(app, comments(cast, cast.ayse), "drawn", lambda: next(numbers))
        two = Writer(app, comments(cast, cast.bernd), draw=lambda: next(numbers))
        one.runs_to_its_stop()
        two.start()
        two.finishes()
        phone.pulls()
        one.finishes()
        phone.pulls()
        assert missed(phone) != []
        assert stale() == []

    @pytest.mark.only_on("postgresql")
    def test_building_before_the_clock_leaves_cards_stale(
        self, app: Flask, cast: Cast, phone: Phone, mutate: Callable
    ) -> None:
        mutate("_finish", builds_before_the_clock)
        interleave(app, phone, comments(cast, cast.ayse), comments(cast, cast.bernd), "built")
        assert stale() != []

    @pytest.mark.only_on("postgresql")
    def test_without_expiring_a_held_row_is_stale(
        self, app: Flask, cast: Cast, phone: Phone, mutate: Callable
    ) -> None:
        mutate("_finish", does_not_expire)
        interleave(app, phone, reads_and_comments(cast, cast.ayse), renames(cast), "worked")
        assert stale() != []

    @pytest.mark.only_on("sqlite")
    def test_a_late_write_lock_fails_at_once(
        self, app: Flask, cast: Cast, mutate: Callable
    ) -> None:
        mutate("WRITE", "kokommune_nothing")
        project = db.session.get_one(Project, cast.project).id

        def reads_then_comments() -> None:
            assert db.session.get_one(Project, project)
            pause("read")
            comments(cast, cast.ayse)()

        one = Writer(app, reads_then_comments, "read").runs_to_its_stop()
        two = Writer(app, comments(cast, cast.bernd))
        two.start()
        two.finishes()
        with pytest.raises(OperationalError, match="locked"):
            one.finishes()
