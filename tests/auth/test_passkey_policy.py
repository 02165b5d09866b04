"""What the library accepts and we must not: one answer to all of it, and nothing happens."""

from collections.abc import Callable
from copy import deepcopy
from datetime import timedelta
from typing import Any

import cbor2
import pytest
from counting import standing
from holder import Holder
from python_authenticator import BE, BS, UP, UV, Authenticator
from sqlalchemy import select
from webauthn.helpers import base64url_to_bytes, bytes_to_base64url

from app.db import db, now
from app.models import Challenge, Credential, Event
from app.models.challenge import MOST
from app.writing import writing

Newcomer = Callable[[], Holder]
Json = dict[str, Any]
REFUSED = (422, "not_accepted")
pytestmark = pytest.mark.only_on("sqlite")

BEHAVIOURS: dict[str, Json] = {
    "in a frame of another origin": {"client": {"crossOrigin": True}},
    "crossOrigin is no boolean": {"client": {"crossOrigin": 0}},
    "topOrigin": {"client": {"topOrigin": "http://localhost"}},
    "topOrigin null": {"client": {"topOrigin": None}},
    "another origin": {"origin": "http://localhost:8000"},
    "https instead of http": {"origin": "https://localhost"},
    "another type": {"client": {"type": "payment.get"}},
    "user not verified": {"flags": UP},
    "user not present": {"flags": UV},
    "backed up, but not eligible": {"flags": UP | UV | BS},
}


def outcome(answer: Any) -> tuple[int, str]:
    return answer.status_code, answer.json.get("code", "")


def told() -> list[str]:
    """What stands in all logs."""
    db.session.rollback()
    return list(db.session.scalars(select(Event.kind)))


def passkey_row() -> Credential:
    db.session.rollback()
    db.session.expire_all()
    return db.session.scalars(select(Credential)).one()


@pytest.fixture
def ela(newcomer: Newcomer) -> Holder:
    """Somebody with an account."""
    ela = newcomer()
    ela.creates()
    return ela


@pytest.mark.parametrize("behaviour", BEHAVIOURS.values(), ids=BEHAVIOURS)
@pytest.mark.parametrize("purpose", ["create", "add", "sign_in", "verify"])
def test_whatever_is_wrong_the_answer_is_one(
    ela: Holder, newcomer: Newcomer, purpose: str, behaviour: Json
) -> None:
    holder = newcomer() if purpose == "create" else ela
    for name, value in behaviour.items():
        setattr(holder.authenticator, name, value)
    before = standing()
    makes = purpose in ("create", "add")
    answer = holder.creates("Ben", purpose) if makes else holder.signs_in(purpose)
    assert outcome(answer) == REFUSED
    assert "Set-Cookie" not in answer.headers
    assert standing() == before


def test_the_longest_id_that_there_may_be(newcomer: Newcomer) -> None:
    ela, ben = newcomer(), newcomer()
    ela.authenticator.id_bytes, ben.authenticator.id_bytes = 1023, 1024
    assert ela.creates().status_code == 200
    assert ela.signs_in().status_code == 200
    assert outcome(ben.creates("Ben")) == REFUSED
    assert standing() == (1, 1)


def test_an_id_that_is_known(ela: Holder, newcomer: Newcomer) -> None:
    ben = newcomer()
    options = ben.options("create", name="Ben")
    made = ela.authenticator.passkeys[0]
    ben.authenticator.id_bytes = 0
    credential = ben.authenticator.create(options)
    attestation = bytearray(base64url_to_bytes(credential["response"]["attestationObject"]))
    at = attestation.index(bytes(16) + b"\0\0") + 16
    attestation[at : at + 2] = len(made.id).to_bytes(2, "big") + made.id
    # authData is 32 bytes longer now, and says so in one byte.
    length = attestation.index(b"\x58", attestation.index(b"authData")) + 1
    attestation[length] += len(made.id)
    credential["id"] = credential["rawId"] = bytes_to_base64url(made.id)
    credential["response"]["attestationObject"] = bytes_to_base64url(bytes(attestation))
    assert outcome(ben.answers("create", credential)) == REFUSED
    assert standing() == (1, 1)


@pytest.mark.parametrize("handle", [None, "", bytes_to_base64url(bytes(64))])
@pytest.mark.parametrize("purpose", ["sign_in", "verify"])
def test_a_missing_or_foreign_user_handle(ela: Holder, purpose: str, handle: str | None) -> None:
    credential = ela.authenticator.get(ela.options(purpose))
    credential["response"]["userHandle"] = handle
    assert outcome(ela.answers(purpose, credential)) == REFUSED
    del credential["response"]["userHandle"]
    assert outcome(ela.answers(purpose, credential)) == REFUSED


@pytest.mark.parametrize("names", [("id",), ("rawId",), ("id", "rawId")])
def test_an_assertion_whose_id_is_anothers(
    ela: Holder, newcomer: Newcomer, names: tuple[str, ...]
) -> None:
    ben = newcomer()
    ben.creates("Ben")
    credential = ben.authenticator.get(ben.options("sign_in"))
    for name in names:
        credential[name] = bytes_to_base64url(ela.authenticator.passkeys[0].id)
    assert outcome(ben.answers("sign_in", credential)) == REFUSED


@pytest.mark.parametrize("flags", [(UP | UV, UP | UV | BE), (UP | UV | BE, UP | UV)])
def test_eligibility_for_backup_never_changes(newcomer: Newcomer, flags: tuple[int, int]) -> None:
    ela = newcomer()
    ela.authenticator.flags = flags[0]
    ela.creates()
    ela.authenticator.flags = flags[1]
    assert outcome(ela.signs_in()) == REFUSED


def test_whether_there_is_a_backup_may_change(newcomer: Newcomer) -> None:
    ela = newcomer()
    ela.authenticator.flags = UP | UV | BE
    ela.creates()
    ela.authenticator.flags = UP | UV | BE | BS
    assert ela.signs_in().status_code == 200
    assert (passkey_row().backup_eligible, passkey_row().backed_up) == (True, True)


def test_a_counter_that_does_not_grow_is_refused_and_told(newcomer: Newcomer) -> None:
    ela = newcomer()
    ela.authenticator.counts = True
    ela.creates()
    assert ela.signs_in().status_code == 200
    assert passkey_row().sign_count == 2
    for count in (1, 0):
        ela.authenticator.passkeys[0].count = count
        assert outcome(ela.signs_in()) == REFUSED
    assert told() == ["account_created", "passkey_suspicious", "passkey_suspicious"]
    assert passkey_row().sign_count == 2
    ela.authenticator.passkeys[0].count = 2
    assert ela.signs_in().status_code == 200


def test_nobody_accuses_a_passkey_without_its_key(newcomer: Newcomer) -> None:
    ela = newcomer()
    ela.authenticator.counts = True
    ela.creates()
    ela.authenticator.passkeys[0].count = -1
    credential = ela.authenticator.get(ela.options("sign_in"))
    credential["response"]["signature"] = bytes_to_base64url(bytes(70))
    assert outcome(ela.answers("sign_in", credential)) == REFUSED
    assert told() == ["account_created"]


def test_unknown_passkey_bad_signature_and_wrong_challenge_answer_alike(
    ela: Holder, newcomer: Newcomer
) -> None:
    stranger = newcomer()
    stranger.authenticator.create(stranger.options("create", name="Fremd"))
    answers = [stranger.signs_in()]
    forged = ela.authenticator.get(ela.options("sign_in"))
    forged["response"]["signature"] = bytes_to_base64url(bytes(70))
    answers.append(ela.answers("sign_in", forged))
    answers.append(ela.answers("sign_in", forged))
    own = ela.options("sign_in") | {"challenge": bytes_to_base64url(bytes(32))}
    answers.append(ela.answers("sign_in", ela.authenticator.get(own)))
    assert {(answer.status_code, answer.data) for answer in answers} == {
        (422, answers[0].data),
    }


def test_a_challenge_belongs_to_browser_and_purpose(ela: Holder, newcomer: Newcomer) -> None:
    thief = newcomer()
    credential = ela.authenticator.get(ela.options("sign_in"))
    assert outcome(thief.answers("sign_in", credential)) == REFUSED
    assert outcome(ela.answers("verify", credential)) == REFUSED
    # Neither of them used it up.
    assert ela.answers("sign_in", credential).status_code == 200
    assert outcome(ela.answers("sign_in", credential)) == REFUSED


def test_a_challenge_is_used_up_by_an_answer_that_fails(ela: Holder) -> None:
    good = ela.authenticator.get(ela.options("sign_in"))
    bad = deepcopy(good)
    bad["response"]["signature"] = bytes_to_base64url(bytes(70))
    assert outcome(ela.answers("sign_in", bad)) == REFUSED
    assert outcome(ela.answers("sign_in", good)) == REFUSED


def test_a_challenge_is_open_for_five_minutes(ela: Holder) -> None:
    credential = ela.authenticator.get(ela.options("sign_in"))
    with writing():
        (challenge,) = db.session.scalars(select(Challenge))
        assert timedelta(seconds=290) < challenge.expires - now() <= timedelta(seconds=300)
        challenge.expires = now()
    assert outcome(ela.answers("sign_in", credential)) == REFUSED
    ela.options("sign_in")
    assert len(db.session.scalars(select(Challenge)).all()) == 1


def test_a_browser_has_few_challenges_open(ela: Holder) -> None:
    first = ela.authenticator.get(ela.options("sign_in"))
    credentials = [ela.authenticator.get(ela.options("sign_in")) for _ in range(MOST)]
    assert outcome(ela.answers("sign_in", first)) == REFUSED
    assert ela.answers("sign_in", credentials[-1]).status_code == 200


@pytest.mark.parametrize("attests", [False, True], ids=["none", "packed"])
@pytest.mark.parametrize("statement", ["=", "", [], None, 7, {"more": 1}, {"ver": "2.0"}])
def test_an_attestation_that_is_none(newcomer: Newcomer, attests: bool, statement: Any) -> None:
    ben = newcomer()
    ben.authenticator.attests = attests
    credential = ben.authenticator.create(ben.options("create", name="Ben"))
    told = cbor2.loads(base64url_to_bytes(credential["response"]["attestationObject"]))
    is_map = isinstance(statement, dict)
    told["attStmt"] = told["attStmt"] | statement if is_map else statement
    credential["response"]["attestationObject"] = bytes_to_base64url(cbor2.dumps(told))
    assert outcome(ben.answers("create", credential)) == REFUSED
    assert standing() == (0, 0)


def test_an_attestation_without_a_statement(newcomer: Newcomer) -> None:
    ben = newcomer()
    credential = ben.authenticator.create(ben.options("create", name="Ben"))
    told = cbor2.loads(base64url_to_bytes(credential["response"]["attestationObject"]))
    del told["attStmt"]
    credential["response"]["attestationObject"] = bytes_to_base64url(cbor2.dumps(told))
    assert outcome(ben.answers("create", credential)) == REFUSED


def test_what_an_authenticator_says_of_itself_may_be_signed_by_the_passkey(
    newcomer: Newcomer,
) -> None:
    ela = newcomer()
    ela.authenticator = Authenticator(attests=True)
    assert ela.creates().status_code == 200
    assert passkey_row().transports == ["internal"]
