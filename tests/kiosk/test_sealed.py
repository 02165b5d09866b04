"""What strangers leave on a tablet: sealed there, opened here, done once, each by itself."""

import json
import subprocess
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pytest
from cast import SYNC, Cast
from sealing import comment, nothing_happened, sealed
from signed_in import asks_to_be_guest, offered
from sqlalchemy import func, select
from tablet import Tablet, Visit, b64, code_for, enrolled, rows
from uuid6 import uuid7

from app.commands import COMMANDS
from app.db import db
from app.kiosk.allowed import VISIT
from app.models import Comment, Kiosk, Proposal, Resident, Session, SignUp, Support, Ticket
from app.writing import writing


def test_each_kind_arrives(cast: Cast, tablet: Tablet) -> None:
    visit, shift = Visit(), offered(cast)
    idea = {"on": cast.neighbourhood, "title": "Ein Brunnen", "body": "Zum Trinken."}
    assert tablet.delivers(visit, "propose", **idea) == "applied"
    assert tablet.delivers(visit, "comment", on=cast.project, body="Gut!") == "applied"
    assert tablet.delivers(visit, "support", proposal=cast.proposal) == "applied"
    assert tablet.delivers(visit, "sign_up", shift=shift) == "applied"
    [resident] = [row for row in rows(Resident) if row.guest]
    [kiosk] = rows(Kiosk)
    assert (resident.id, resident.kiosk_id, resident.name) == (visit.id, kiosk.id, "")
    assert not [row for row in rows(Session) if row.resident_id == visit.id]
    assert [row.author_id for row in rows(Comment)] == [visit.id]
    assert [row.kiosk_id for row in rows(Support)] == [kiosk.id]
    assert [row.resident_id for row in rows(SignUp)] == [visit.id]
    assert "Ein Brunnen" in cast.guest().get("/proposals").text


def test_an_answer_says_id_and_status_and_no_more(cast: Cast, tablet: Tablet) -> None:
    visit = Visit()
    refused = visit.command("comment", on=uuid7(), body="Nirgends.")
    envelopes = [sealed(cast, tablet, visit), tablet.seals(visit.letter(refused))]
    assert tablet.sends(*envelopes) == [
        {"id": envelopes[0]["id"], "status": "applied"},
        {"id": refused["id"], "status": "rejected"},
    ]


def test_sent_again_it_has_happened_once(cast: Cast, tablet: Tablet) -> None:
    visit = Visit()
    command = comment(cast, visit)
    envelope, other = (tablet.seals(visit.letter(command)) for _ in range(2))
    assert [result["status"] for result in tablet.sends(envelope, envelope)] == [
        "applied",
        "duplicate",
    ]
    assert tablet.sends(other)[0]["status"] == "duplicate"
    changed = command | {"args": command["args"] | {"body": "Anders."}}
    assert tablet.sends(tablet.seals(visit.letter(changed)))[0]["status"] == "conflict"
    assert len(rows(Comment)) == 1


def test_fifty_at_a_time_happen_once(cast: Cast, tablet: Tablet) -> None:
    envelope = sealed(cast, tablet, Visit())
    body = {"protocol": 1, "envelopes": [envelope]}
    token = tablet.client.get_cookie("kokommune-kiosk").value
    db.session.rollback()

    def sends(_: int) -> str:
        client = cast.guest()
        client.set_cookie("kokommune-kiosk", token, domain="localhost")
        answer = client.post("/kiosk/sealed", json=body, headers=SYNC)
        assert answer.status_code == 200
        return str(answer.json["results"][0]["status"])

    with ThreadPoolExecutor(20) as pool:
        told = list(pool.map(sends, range(50)))
    while "retry" in told:
        told = [sends(0) if status == "retry" else status for status in told]
    assert sorted(told) == ["applied", *["duplicate"] * 49]
    assert len(rows(Comment)) == len(rows(Ticket)) == 1


@pytest.mark.only_on("sqlite")
def test_a_browser_seals_with_webcrypto(cast: Cast, tablet: Tablet) -> None:
    visit = Visit()
    command = comment(cast, visit, "Aus dem Browser: ä € 🎈")
    what = {"key": tablet.knows_the_key(), "id": command["id"], "letter": visit.letter(command)}
    made = subprocess.run(
        ["node", Path(__file__).with_name("seal.mjs")],
        input=json.dumps(what).encode(),
        capture_output=True,
        check=True,
        timeout=60,
    )
    [result] = tablet.sends(json.loads(made.stdout))
    assert result == {"id": command["id"], "status": "applied"}
    assert [row.text for row in rows(Comment)] == ["Aus dem Browser: ä € 🎈"]


def test_what_another_kiosk_sealed_is_foreign(cast: Cast, tablet: Tablet) -> None:
    other = Tablet(cast.guest())
    other.enrols(code_for(cast.ayse, name="Tablet Süd"))
    envelope = sealed(cast, tablet, Visit())
    assert other.sends(envelope)[0]["status"] == "unreadable"
    assert tablet.sends(envelope)[0]["status"] == "applied"
    # Nor does another kiosk speak for a visit, though it knew its secret.
    visit = Visit()
    tablet.sends(sealed(cast, tablet, visit))
    assert other.sends(sealed(cast, other, visit))[0]["status"] == "conflict"
    assert len(rows(Comment)) == 2


def test_two_visits_have_two_tickets(cast: Cast, tablet: Tablet) -> None:
    first = Visit()
    second = Visit(ticket=first.ticket)
    assert tablet.sends(sealed(cast, tablet, first))[0]["status"] == "applied"
    assert tablet.sends(sealed(cast, tablet, second))[0]["status"] == "conflict"
    assert [row.visit_id for row in rows(Ticket)] == [first.id]


def test_no_other_commands(cast: Cast, tablet: Tablet) -> None:
    visit = Visit()
    for name in COMMANDS.keys() - {*VISIT}:
        args = dict.fromkeys(COMMANDS[name].form(formdata=None)._fields, "x")
        assert tablet.delivers(visit, name, **args) == "rejected"
    assert nothing_happened()


def rotated(cast: Cast, *, keep: bool) -> Any:
    older = [cast.app.secret_key, *cast.app.config["SECRET_KEY_FALLBACKS"]]
    keys = {"SECRET_KEY": b"new" * 11, "SECRET_KEY_FALLBACKS": older if keep else []}
    return patch.dict(cast.app.config, keys)


def test_keys_rotate_and_older_ones_open(cast: Cast, tablet: Tablet) -> None:
    envelope, old = sealed(cast, tablet, Visit()), tablet.key
    with rotated(cast, keep=False):
        assert tablet.sends(envelope)[0]["status"] == "unreadable"
    with rotated(cast, keep=True):
        assert tablet.sends(envelope)[0]["status"] == "applied"
        tablet.key = {}
        assert tablet.knows_the_key()["kid"] != old["kid"]
        assert tablet.sends(sealed(cast, tablet, Visit()))[0]["status"] == "applied"


def test_a_visits_secret_opens_no_session(cast: Cast, tablet: Tablet) -> None:
    visit = Visit()
    tablet.sends(sealed(cast, tablet, visit))
    answer = asks_to_be_guest(cast.guest(), b64(visit.secret))
    assert answer.json["actor"] != str(visit.id)


@pytest.mark.only_on("sqlite")
def test_visits_are_bounded_a_day(cast: Cast, tablet: Tablet) -> None:
    old = Visit()
    assert tablet.delivers(old, "comment", on=cast.project, body="Früh da.") == "applied"
    with patch("app.kiosk.delivery.MOST_VISITS", 1):
        assert tablet.sends(sealed(cast, tablet, Visit()))[0]["status"] == "retry"
        assert tablet.delivers(old, "comment", on=cast.project, body="Noch da.") == "applied"
    assert len(rows(Ticket)) == 1


def test_a_kiosk_revoked_meanwhile_brings_nothing(cast: Cast) -> None:
    tablet = enrolled(cast)
    envelope = sealed(cast, tablet, Visit())
    [kiosk] = rows(Kiosk)
    with patch("app.views.kiosk_device.deliver", side_effect=_after_revoking(cast, kiosk.id)):
        assert tablet.sends(envelope)[0]["status"] == "retry"
    assert nothing_happened()


def _after_revoking(cast: Cast, id: Any) -> Callable[..., Any]:
    from app.kiosk.delivery import deliver
    from app.kiosk.enrolment import revoke

    def delivering(envelopes: Any, kiosk_id: Any) -> Any:
        with writing():
            revoke(id)
        return deliver(envelopes, kiosk_id)

    return delivering


def test_one_that_depends_on_another_waits_for_it(cast: Cast, tablet: Tablet) -> None:
    visit = Visit()
    idea = visit.command("propose", on="town", title="Eine Uhr", body="Für alle.")
    voice = visit.command("support", proposal=idea["id"]) | {"depends_on": [idea["id"]]}
    assert tablet.sends(tablet.seals(visit.letter(voice)))[0]["status"] == "blocked"
    both = [tablet.seals(visit.letter(command)) for command in (idea, voice)]
    assert [result["status"] for result in tablet.sends(*both)] == ["applied"] * 2
    counted = select(func.count()).select_from(Proposal).where(Proposal.author_id == visit.id)
    assert db.session.scalar(counted) == 1
