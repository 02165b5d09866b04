"""Getting back in over HTTP: a code, a new passkey, and the end of all other sessions."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any
from uuid import UUID

import pytest
from cast import Cast
from holder import Holder
from sqlalchemy import select

from app.auth import codes, desk
from app.auth.guesses import LIMITS
from app.db import db, now
from app.documents.table import SCHEMA
from app.models import Credential, Event, RecoveryCode, Resident, Role, Session
from app.writing import writing

Newcomer = Callable[[], Holder]


@pytest.fixture
def ela(newcomer: Newcomer) -> Holder:
    """She has an account."""
    holder = newcomer()
    assert holder.creates().status_code == 200
    return holder


@pytest.fixture
def paper(ela: Holder) -> list[str]:
    """Her codes."""
    answer = ela.post("/account/codes", {})
    assert answer.status_code == 200, answer.text
    found: list[str] = answer.json["codes"]
    return found


def id_of(name: str = "Ela Stern") -> UUID:
    id = db.session.scalar(select(Resident.id).where(Resident.name == name))
    db.session.rollback()
    assert id
    return id


def at_the_desk(cast: Cast) -> str:
    with writing():
        if not Role.of(cast.carla.id):
            db.session.add(Role(resident_id=cast.carla.id, role="administration"))
            db.session.flush()
        return desk.start(id_of_inside(), cast.carla.id)[1]


def id_of_inside() -> UUID:
    return db.session.scalars(select(Resident.id).where(Resident.name == "Ela Stern")).one()


def recovers(holder: Holder, code: str) -> Any:
    """Ask with a code and answer with a new passkey; the first answer that is no 200."""
    asked = holder.asks("recover", code=code)
    if asked.status_code != 200:
        return asked
    return holder.answers("recover", holder.authenticator.create(asked.json["options"]))


def session_of(holder: Holder) -> tuple[str, str]:
    body = {"schema": SCHEMA, "epoch": "", "have": {}, "want": []}
    answer = holder.post("/sync/pull", body).json
    return answer["session"], answer["actor"]


def refusal(answer: Any) -> tuple[int, str]:
    return answer.status_code, answer.json["code"]


def test_codes_are_made_for_who_has_just_shown_a_passkey(ela: Holder, paper: list[str]) -> None:
    assert len(paper) == codes.HOW_MANY
    answer = ela.post("/account/codes", {})
    assert answer.headers["Cache-Control"] == "no-store"
    assert set(answer.json) == {"protocol", "codes", "name", "made"}
    assert answer.json["name"] == "Ela Stern"
    assert not set(paper) & set(answer.json["codes"])


def test_nobody_and_an_old_proof_make_none(ela: Holder, newcomer: Newcomer) -> None:
    assert refusal(newcomer().post("/account/codes", {})) == (401, "no_account")
    with writing():
        for session in db.session.scalars(select(Session)):
            session.verified = None
    assert refusal(ela.post("/account/codes", {})) == (403, "verify_first")
    ela.signs_in("verify")
    assert ela.post("/account/codes", {}).status_code == 200


def test_a_code_gives_a_new_passkey(ela: Holder, paper: list[str], newcomer: Newcomer) -> None:
    phone = newcomer()
    answer = recovers(phone, paper[0].lower())
    assert answer.status_code == 200, answer.text
    assert answer.json["name"] == "Ela Stern"
    assert session_of(phone) == ("active", answer.json["actor"])
    assert phone.signs_in().status_code == 200
    assert ela.signs_in().status_code == 200, "the old passkey may be found again"
    assert refusal(recovers(newcomer(), paper[0])) == (422, "wrong_code")
    assert recovers(newcomer(), paper[1]).status_code == 200


def test_all_other_sessions_end(ela: Holder, paper: list[str], newcomer: Newcomer) -> None:
    assert recovers(newcomer(), paper[0]).status_code == 200
    ended = select(Session).where(Session.resident_id == id_of(), Session.ended.is_(None))
    assert len(db.session.scalars(ended).all()) == 1
    me = db.session.get_one(Resident, id_of())
    assert me.recovered is not None


def test_a_cancelled_prompt_costs_nothing(paper: list[str], newcomer: Newcomer) -> None:
    phone = newcomer()
    for _ in range(3):
        assert phone.asks("recover", code=paper[0]).status_code == 200
    used = select(RecoveryCode).where(RecoveryCode.used.is_not(None))
    assert db.session.scalars(used).all() == []
    assert recovers(phone, paper[0]).status_code == 200


def test_a_passkey_that_is_not_verified_uses_nothing_up(
    paper: list[str], newcomer: Newcomer
) -> None:
    phone = newcomer()
    options = phone.options("recover", code=paper[0])
    credential = phone.authenticator.create(options | {"rp": {"id": "evil.example", "name": ""}})
    assert refusal(phone.answers("recover", credential)) == (422, "not_accepted")
    assert recovers(phone, paper[0]).status_code == 200


def test_of_many_at_a_time_one_gets_in(cast: Cast, paper: list[str], newcomer: Newcomer) -> None:
    phones = [newcomer() for _ in range(12)]
    made = [phone.authenticator.create(phone.options("recover", code=paper[0])) for phone in phones]
    db.session.rollback()
    with ThreadPoolExecutor(12) as pool:
        answers = list(
            pool.map(
                lambda pair: pair[0].answers("recover", pair[1]), zip(phones, made, strict=True)
            )
        )
    assert sorted(answer.status_code for answer in answers) == [200, *[422] * 11]
    keys = db.session.scalars(select(Credential).where(Credential.resident_id == id_of()))
    assert len(keys.all()) == 2


def test_wrong_codes_are_told_and_counted(paper: list[str], newcomer: Newcomer) -> None:
    phone = newcomer()
    short = phone.asks("recover", code="7KQM")
    assert refusal(short) == (422, "invalid")
    assert short.json["fields"] == {"code": "not_a_code"}
    for _ in range(LIMITS["paper"].browser):
        wrong = phone.asks("recover", code=codes.make(codes.PAPER))
        assert refusal(wrong) == (422, "wrong_code")
        assert wrong.json["fields"] == {"code": "wrong_code"}
    assert refusal(phone.asks("recover", code=paper[0])) == (429, "too_many_guesses")
    assert phone.asks("recover", code=["no text"]).status_code == 422
    assert newcomer().asks("recover", code=paper[0]).status_code == 200


def test_the_desks_code_works_on_ones_own_phone(
    cast: Cast, ela: Holder, newcomer: Newcomer
) -> None:
    phone = newcomer()
    assert recovers(phone, at_the_desk(cast)).status_code == 200
    kinds = [event.kind for event in db.session.scalars(select(Event))]
    assert kinds[-2:] == ["recovery_started", "recovered_at_desk"]


def test_those_at_the_desk_cannot_redeem_it(cast: Cast, ela: Holder) -> None:
    code = at_the_desk(cast)
    assert refusal(recovers(Holder(cast.carla.client), code)) == (409, "other_account")


def test_a_prompt_begun_before_signing_in_as_staff_opens_nothing(
    cast: Cast, ela: Holder, newcomer: Newcomer
) -> None:
    code = at_the_desk(cast)
    phone = newcomer()
    credential = phone.authenticator.create(phone.options("recover", code=code))
    phone.creates(name="Jemand anderes")
    assert refusal(phone.answers("recover", credential)) == (409, "other_account")


def test_an_account_with_a_role_waits_for_the_second_person(
    cast: Cast, ela: Holder, newcomer: Newcomer
) -> None:
    with writing():
        db.session.add(Role(resident_id=id_of_inside(), role="politics"))
    code = at_the_desk(cast)
    assert refusal(recovers(newcomer(), code)) == (409, "waits_for_confirmation")


def test_a_guest_who_comes_back_is_asked_about_what_they_wrote(
    cast: Cast, paper: list[str], newcomer: Newcomer
) -> None:
    phone = newcomer()
    guest = phone.post("/session/guest", {"secret": "AAAAAAAAAAAAAAAAAAAAAA"}).json["actor"]
    command = cast.bernd.command("comment", on=str(cast.project), body="Als Gast") | {
        "actor": guest
    }
    sent = phone.post("/sync/push", {"device": "phone", "commands": [command]})
    assert sent.json["results"][0]["status"] == "applied"
    assert recovers(phone, paper[0]).json["guest"] == guest


def test_a_deleted_account_stays_deleted(paper: list[str], newcomer: Newcomer) -> None:
    phone = newcomer()
    credential = phone.authenticator.create(phone.options("recover", code=paper[0]))
    with writing():
        db.session.get_one(Resident, id_of_inside()).closed = now()
    assert refusal(phone.answers("recover", credential)) == (422, "wrong_code")
