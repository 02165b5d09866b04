"""The desk: staff start, a person makes a passkey, and nobody helps themselves."""

from datetime import timedelta
from unittest.mock import patch
from uuid import UUID

import pytest
from cast import Cast, Person
from sqlalchemy import select
from uuid6 import uuid7
from writers import POINTS, Writer, stops

from app.auth import codes, desk
from app.auth.recovery import take, way_of
from app.db import db, now
from app.models import DeskRecovery, Event, Resident, Role
from app.models.desk_recovery import MOST_AN_HOUR
from app.refusal import Refusal
from app.writing import writing

__all__ = ["stops"]

BROWSER = b"b" * 32


@pytest.fixture
def office(cast: Cast) -> Cast:
    """Carla sits at the desk."""
    gives(cast.carla.id, "administration")
    return cast


@pytest.fixture
def colleague(cast: Cast) -> Person:
    """Somebody beside her."""
    person = cast.crowd(1)[0]
    gives(person.id, "administration")
    return person


def gives(id: UUID, role: str) -> None:
    with writing():
        db.session.add(Role(resident_id=id, role=role))


def starts(who: Person, by: Person) -> tuple[UUID, str]:
    with writing():
        recovery, code = desk.start(who.id, by.id)
        return recovery.id, code


def confirms(recovery: UUID, by: Person) -> None:
    with writing():
        desk.confirm(recovery, by.id)


def opens(code: str, actor: UUID | None = None) -> UUID:
    return way_of(code, BROWSER, actor)[1].resident_id


def refused(*what: object) -> str:
    act, *arguments = what
    with pytest.raises(Refusal) as refusal:
        act(*arguments)  # type: ignore[operator]
    return refusal.value.code


def minutes_pass(recovery: UUID, minutes: int) -> None:
    with writing():
        row = db.session.get_one(DeskRecovery, recovery)
        row.expires -= timedelta(minutes=minutes)
        row.created -= timedelta(minutes=minutes)


def test_a_code_opens_the_account_and_its_owner_reads_who_did_it(office: Cast) -> None:
    id, code = starts(office.bernd, office.carla)
    assert opens(code.lower().replace("-", " ")) == office.bernd.id
    with writing():
        take("desk", id, None)
    events = {
        (event.kind, event.detail)
        for event in db.session.scalars(select(Event).where(Event.resident_id == office.bernd.id))
    }
    by = "Carla Lindner"
    assert events == {("recovery_started", by), ("recovered_at_desk", by)}
    assert refused(opens, code) == "wrong_code"


def test_it_has_60_bits_and_ten_minutes(office: Cast) -> None:
    id, code = starts(office.bernd, office.carla)
    assert len(codes.read(code)) * 5 >= 60
    minutes_pass(id, 9)
    assert opens(code) == office.bernd.id
    minutes_pass(id, 1)
    assert refused(opens, code) == "expired_code"


def test_ten_minutes_hold_to_the_very_end(office: Cast) -> None:
    id, code = starts(office.bernd, office.carla)
    opens(code)
    minutes_pass(id, 10)
    with pytest.raises(Refusal, match="expired_code"), writing():
        take("desk", id, None)


def test_a_new_one_ends_the_old(office: Cast, colleague: Person) -> None:
    _, old = starts(office.bernd, office.carla)
    _, new = starts(office.bernd, colleague)
    assert refused(opens, old) == "expired_code"
    assert opens(new) == office.bernd.id
    assert len(DeskRecovery.waiting()) == 1


def test_only_those_at_the_desk_start(office: Cast) -> None:
    gives(office.ayse.id, "politics")
    for by in (office.ayse, office.dilan):
        assert refused(starts, office.bernd, by) == "not_allowed"


def test_nobody_starts_their_own(office: Cast) -> None:
    assert refused(starts, office.carla, office.carla) == "own_account"


def test_guests_deleted_and_missing_accounts_have_no_way_back(office: Cast) -> None:
    with writing():
        db.session.get_one(Resident, office.bernd.id).guest = True
        db.session.get_one(Resident, office.dilan.id).closed = now()
    missing = Person(uuid7(), office.guest())
    for who in (office.bernd, office.dilan, missing):
        assert refused(starts, who, office.carla) == "not_found"


def test_it_opens_nothing_in_the_session_of_those_at_the_desk(
    office: Cast, colleague: Person
) -> None:
    id, code = starts(office.bernd, office.carla)
    assert refused(opens, code, office.carla.id) == "other_account"
    assert refused(opens, code, colleague.id) == "other_account"
    with pytest.raises(Refusal, match="other_account"), writing():
        take("desk", id, office.carla.id)
    assert opens(code, office.bernd.id) == office.bernd.id


def test_who_has_a_role_needs_a_second_person(office: Cast, colleague: Person) -> None:
    gives(office.ayse.id, "facilitator")
    id, code = starts(office.ayse, office.carla)
    assert refused(opens, code) == "waits_for_confirmation"
    with pytest.raises(Refusal, match="waits_for_confirmation"), writing():
        take("desk", id, None)
    confirms(id, colleague)
    assert opens(code) == office.ayse.id


def test_the_second_is_neither_the_first_nor_the_person(office: Cast) -> None:
    gives(office.ayse.id, "administrator")
    id, code = starts(office.ayse, office.carla)
    assert refused(confirms, id, office.carla) == "needs_another_person"
    assert refused(confirms, id, office.ayse) == "needs_another_person"
    assert refused(confirms, id, office.dilan) == "not_allowed"
    assert refused(opens, code) == "waits_for_confirmation"


def test_confirming_twice_does_nothing_twice(office: Cast, colleague: Person) -> None:
    gives(office.ayse.id, "politics")
    id, code = starts(office.ayse, office.carla)
    confirms(id, colleague)
    confirms(id, colleague)
    assert opens(code) == office.ayse.id


def test_a_role_given_meanwhile_asks_for_the_second_person(office: Cast) -> None:
    _, code = starts(office.bernd, office.carla)
    gives(office.bernd.id, "politics")
    assert refused(opens, code) == "waits_for_confirmation"


def test_a_confirmation_does_not_lengthen_the_ten_minutes(office: Cast, colleague: Person) -> None:
    gives(office.ayse.id, "politics")
    id, code = starts(office.ayse, office.carla)
    minutes_pass(id, 10)
    assert refused(confirms, id, colleague) == "expired_code"
    assert refused(opens, code) == "expired_code"
    assert refused(confirms, uuid7(), colleague) == "not_found"


def test_one_person_starts_so_many_an_hour_and_no_more(office: Cast, colleague: Person) -> None:
    for _ in range(MOST_AN_HOUR):
        id, _code = starts(office.bernd, office.carla)
    assert refused(starts, office.bernd, office.carla) == "too_many_recoveries"
    starts(office.bernd, colleague)
    minutes_pass(id, 60)
    starts(office.bernd, office.carla)


def test_old_ones_are_swept(office: Cast) -> None:
    id, _ = starts(office.bernd, office.carla)
    minutes_pass(id, 31 * 24 * 60)
    starts(office.dilan, office.carla)
    assert db.session.get(DeskRecovery, id) is None


@pytest.mark.parametrize("point", POINTS)
@pytest.mark.usefixtures("stops")
def test_two_processes_let_nobody_start_more(office: Cast, point: str) -> None:
    told: list[str] = []

    def start(who: Person) -> None:
        try:
            desk.start(who.id, office.carla.id)
            told.append("started")
        except Refusal as refusal:
            told.append(refusal.code)

    with patch("app.models.desk_recovery.MOST_AN_HOUR", 1):
        one = Writer(office.app, lambda: start(office.bernd), point).runs_to_its_stop()
        two = Writer(office.app, lambda: start(office.dilan)).runs_until_done_or_blocked()
        one.finishes()
        two.finishes()
    assert told == ["started", "too_many_recoveries"]
