"""`/admin/recovery` as those at the desk use it, without a script."""

import re
from typing import Any
from uuid import UUID

import pytest
from cast import SAME_ORIGIN, Cast, Person
from signed_in import proves, signed_in
from sqlalchemy import select

from app.auth.recovery import way_of
from app.db import db, now
from app.models import DeskRecovery, Resident, Role
from app.refusal import Refusal
from app.writing import writing

PAGE = "/admin/recovery"
CODE = re.compile(r'class="paper__code">([0-9A-Z-]+)<')


@pytest.fixture
def office(cast: Cast) -> Cast:
    """Carla and Dilan sit at the desk, and have just shown a passkey."""
    with writing():
        for who in (cast.carla, cast.dilan):
            db.session.add(Role(resident_id=who.id, role="administration"))
    for who in (cast.carla, cast.dilan):
        proves(who)
    return cast


def finds(who: Person, name: str) -> str:
    answer = who.client.get(PAGE, query_string={"q": name})
    assert answer.status_code == 200
    assert answer.headers["Cache-Control"] == "no-store"
    return str(answer.text)


def posts(who: Person, what: str, **args: object) -> Any:
    return who.client.post(f"{PAGE}/{what}", data=args, headers=SAME_ORIGIN)


def starts(who: Person, whom: Person) -> str:
    answer = posts(who, "start", resident=whom.id)
    assert answer.status_code == 200
    assert answer.headers["Cache-Control"] == "no-store"
    return CODE.findall(answer.text)[0]


def opens(code: str) -> UUID:
    db.session.rollback()
    db.session.expire_all()
    return way_of(code, b"b" * 32, None)[1].resident_id


def test_an_account_is_found_by_its_name_or_how_it_begins(office: Cast) -> None:
    for name in ("Bernd Kröger", "bernd kröger ", "ber"):
        assert f'id="person-{office.bernd.id}"' in finds(office.carla, name)
    assert "Heißt genau so" in finds(office.carla, "bernd kröger")
    assert "Fängt so an" in finds(office.carla, "ber")
    assert "So heißt hier niemand" in finds(office.carla, "%")


def test_look_alikes_stand_apart(office: Cast) -> None:
    page = finds(office.carla, "Веrnd Kröger")
    assert "Sieht fast so aus" in page
    assert "Heißt genau so" not in page
    assert f'id="person-{office.bernd.id}"' in page


def test_who_is_meant_comes_before_all_whose_names_begin_so(office: Cast) -> None:
    with writing():
        db.session.add_all(Resident(name=f"Li {number}") for number in range(30))
        db.session.add(Resident(name="LI"))
    page = finds(office.carla, "Ll")
    assert "Sieht fast so aus" in page
    assert "<h4>LI</h4>" in page


def test_guests_and_deleted_accounts_are_not_found(office: Cast) -> None:
    with writing():
        db.session.get_one(Resident, office.bernd.id).guest = True
    assert str(office.bernd.id) not in finds(office.carla, "Bernd")


def test_the_code_is_shown_once_with_a_qr_code(office: Cast) -> None:
    answer = posts(office.carla, "start", resident=office.bernd.id)
    code = CODE.findall(answer.text)[0]
    assert opens(code) == office.bernd.id
    assert 'src="data:image/svg+xml' in answer.text
    assert "/recovery" in answer.text
    assert code not in finds(office.carla, "Bernd")


def test_an_account_with_a_role_waits_for_a_second_person(office: Cast) -> None:
    with writing():
        db.session.add(Role(resident_id=office.ayse.id, role="politics"))
    code = starts(office.carla, office.ayse)
    with pytest.raises(Refusal, match="waits_for_confirmation"):
        opens(code)
    waiting = DeskRecovery.waiting()[0].id
    assert "jemand anderes zustimmen" in finds(office.carla, "")
    assert posts(office.carla, "confirm", recovery=waiting).status_code == 403
    assert "Ich stimme zu" in finds(office.dilan, "")
    answer = posts(office.dilan, "confirm", recovery=waiting)
    assert (answer.status_code, answer.headers["Location"]) == (303, PAGE)
    assert opens(code) == office.ayse.id
    assert "Wartet auf eine zweite Person" not in finds(office.dilan, "")


@pytest.mark.parametrize("what", ["start", "confirm"])
def test_a_passkey_is_shown_first_and_nothing_is_lost(office: Cast, what: str) -> None:
    proves(office.carla, minutes=16)
    # It proves nothing of this browser.
    signed_in(office, office.carla, verified=now())
    answer = posts(office.carla, what, resident=office.bernd.id)
    assert answer.status_code == 403
    assert answer.headers["Cache-Control"] == "no-store"
    form = answer.text.partition('<form class="account__ceremony"')[2].partition("</form>")[0]
    assert f'action="{PAGE}/{what}"' in form
    assert f'name="resident" value="{office.bernd.id}"' in form
    assert 'data-ceremony="verify"' in form
    assert db.session.scalars(select(DeskRecovery)).all() == []
    db.session.rollback()
    proves(office.carla, minutes=14)
    starts(office.carla, office.bernd)


def test_refusals_are_told_in_words(office: Cast) -> None:
    own = posts(office.carla, "start", resident=office.carla.id)
    assert own.status_code == 403
    assert "Dein eigenes Konto öffnet dir jemand anderes" in own.text
    assert posts(office.carla, "start", resident=office.project).status_code == 404
    assert posts(office.carla, "start", resident="niemand").status_code == 400
    assert posts(office.carla, "confirm", recovery=office.project).status_code == 404


def test_who_has_no_business_there_reads_whom_it_is_for(office: Cast) -> None:
    with writing():
        db.session.add(Role(resident_id=office.ayse.id, role="politics"))
    for client in (office.ayse.client, office.bernd.client, office.guest()):
        assert client.get(PAGE).status_code == 403
        for what in ("start", "confirm"):
            answer = client.post(
                f"{PAGE}/{what}", data={"resident": office.bernd.id}, headers=SAME_ORIGIN
            )
            assert answer.status_code == 403
    assert DeskRecovery.waiting() == []


def test_only_our_own_pages_may_start(office: Cast) -> None:
    for headers in ({"Sec-Fetch-Site": "cross-site"}, {"Origin": "https://evil.example"}, {}):
        answer = office.carla.client.post(
            f"{PAGE}/start", data={"resident": office.bernd.id}, headers=headers
        )
        assert answer.status_code == 403
    assert DeskRecovery.waiting() == []
