"""What strangers leave on a tablet: sealed there, opened here, done once, each by itself."""

import json
import subprocess
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pytest
from cast import SYNC, Cast
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from signed_in import asks_to_be_guest, offered
from sqlalchemy import func, select
from tablet import Json, Tablet, Visit, acts, b64, code_for, enrolled, rows
from uuid6 import uuid7

from app.commands import COMMANDS
from app.db import db, now
from app.kiosk.allowed import VISIT
from app.models import Comment, Kiosk, Proposal, Receipt, Resident, Session, SignUp, Support, Ticket
from app.writing import writing


def nothing_happened() -> bool:
    return not rows(Receipt) and not rows(Ticket) and not rows(Comment)


def comment(cast: Cast, visit: Visit, body: str = "Vom Tablet.") -> Json:
    return visit.command("comment", on=cast.project, body=body)


def sealed(cast: Cast, tablet: Tablet, visit: Visit) -> Json:
    return tablet.seals(visit.letter(comment(cast, visit)))


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


def flipped(text: str) -> str:
    return ("B" if text[4] != "B" else "C").join((text[:4], text[5:]))


Spoil = Callable[[Json], Any]
SPOILT: dict[str, Spoil] = {
    "kid": lambda e: e | {"kid": flipped(e["kid"])},
    "epk": lambda e: e | {"epk": flipped(e["epk"])},
    "iv": lambda e: e | {"iv": flipped(e["iv"])},
    "ct": lambda e: e | {"ct": flipped(e["ct"])},
    "another id": lambda e: e | {"id": str(uuid7())},
    "cut": lambda e: e | {"ct": e["ct"][:-4]},
    "empty": lambda e: e | {"ct": ""},
    "padded": lambda e: e | {"iv": e["iv"] + "=="},
    "odd letters": lambda e: e | {"iv": e["iv"] + "\n"},
    "point of zeros": lambda e: e | {"epk": b64(b"\x04" + bytes(64))},
    "point at infinity": lambda e: e | {"epk": b64(bytes(65))},
    "no point": lambda e: e | {"epk": b64(b"\x02" + bytes(32))},
    "large": lambda e: e | {"ct": "A" * 200_000},
    "numbers": lambda e: dict.fromkeys(e, 1),
    "nothing": lambda _: {},
    "a list": lambda _: [],
    "null": lambda _: None,
    "no id": lambda e: {name: value for name, value in e.items() if name != "id"},
}


@pytest.mark.only_on("sqlite")
@pytest.mark.parametrize("how", SPOILT)
def test_a_spoilt_envelope_is_refused_alone(cast: Cast, tablet: Tablet, how: str) -> None:
    good, bad = sealed(cast, tablet, Visit()), sealed(cast, tablet, Visit())
    results = tablet.sends(SPOILT[how](bad), good)
    assert [result["status"] for result in results] == ["unreadable", "applied"]
    assert results[1]["id"] == good["id"]
    assert len(rows(Comment)) == len(rows(Receipt)) == len(rows(Ticket)) == 1


def strange_letters(cast: Cast) -> dict[str, tuple[Any, str]]:
    """What can be inside though it was sealed well, and the id on the envelope."""
    visit = Visit()
    letter = visit.letter(comment(cast, visit))
    command = letter["command"]
    return {
        "another visit": (letter | {"visit": b64(Visit().secret)}, ""),
        "a short secret": (letter | {"visit": b64(b"x" * 15)}, ""),
        "no secret": (letter | {"visit": None}, ""),
        "no ticket": (letter | {"ticket": ""}, ""),
        "another command": (letter, str(uuid7())),
        "another protocol": (letter | {"protocol": 2}, ""),
        "no command": (letter | {"command": []}, command["id"]),
        "broken command": (letter | {"command": command | {"args": []}}, ""),
        "no actor": (letter | {"command": command | {"actor": "x"}}, ""),
        "NUL": (letter | {"command": command | {"args": {"body": "\0"}}}, ""),
        "a text": ("hallo", command["id"]),
    }


def test_strange_letters_are_refused(cast: Cast, tablet: Tablet) -> None:
    for name, (letter, id) in strange_letters(cast).items():
        envelope = tablet.seals(letter, id)
        expected = [{"id": envelope["id"], "status": "unreadable"}]
        assert tablet.sends(envelope) == expected, name
    assert nothing_happened()


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


@pytest.mark.only_on("sqlite")
@pytest.mark.parametrize(
    "body", [{}, {"envelopes": {}}, {"envelopes": None}, {"envelopes": [{}] * 51}]
)
def test_no_list_of_envelopes(tablet: Tablet, body: Json) -> None:
    assert tablet.posts("/kiosk/sealed", **body).status_code == 400


ENVELOPES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=20),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["id", "kid", "epk", "iv", "ct", "x"]), inner)
    ),
    max_leaves=10,
)


@pytest.mark.only_on("sqlite")
@settings(
    max_examples=150,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(envelopes=st.lists(ENVELOPES, max_size=3), real=st.booleans())
def test_no_envelope_makes_a_5xx(tablet: Tablet, envelopes: list[Any], real: bool) -> None:
    kid = tablet.knows_the_key()["kid"]
    sent = [e | {"kid": kid} if real and isinstance(e, dict) else e for e in envelopes]
    answer = tablet.posts("/kiosk/sealed", envelopes=sent)
    assert answer.status_code in (200, 400)


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


def test_a_visit_supports_once(cast: Cast, tablet: Tablet) -> None:
    visit = Visit()
    for _ in range(3):
        assert tablet.delivers(visit, "support", proposal=cast.proposal) == "applied"
    assert len(rows(Support)) == 1
    assert cast.carla.sees("public")[f"proposal:{cast.proposal}"]["supports"] == 1


def support(cast: Cast, tablet: Tablet) -> Json:
    visit = Visit()
    return tablet.seals(visit.letter(visit.command("support", proposal=cast.proposal)))


def test_its_share_an_hour_is_bounded_and_nothing_is_lost(cast: Cast, tablet: Tablet) -> None:
    envelopes = [support(cast, tablet) for _ in range(5)]
    with patch.dict(cast.app.config, {"KIOSK_SUPPORTS": 3}):
        told = [result["status"] for result in tablet.sends(*envelopes)]
        assert told == ["applied"] * 3 + ["retry"] * 2
        # Everything else goes on, and what arrived is still known.
        assert tablet.delivers(Visit(), "comment", on=cast.project, body="Gut!") == "applied"
        again = [result["status"] for result in tablet.sends(*envelopes)]
        assert again == ["duplicate"] * 3 + ["retry"] * 2
        with writing():
            for row in db.session.scalars(select(Support)):
                row.created -= timedelta(hours=1)
        last = [result["status"] for result in tablet.sends(*envelopes)]
        assert last == ["duplicate"] * 3 + ["applied"] * 2
    assert len(rows(Support)) == 5


def test_its_share_holds_though_much_comes_at_once(cast: Cast, tablet: Tablet) -> None:
    envelopes = [support(cast, tablet) for _ in range(16)]
    token = tablet.client.get_cookie("kokommune-kiosk").value
    db.session.rollback()

    def sends(envelope: Json) -> str:
        client = cast.guest()
        client.set_cookie("kokommune-kiosk", token, domain="localhost")
        body = {"protocol": 1, "envelopes": [envelope]}
        answer = client.post("/kiosk/sealed", json=body, headers=SYNC)
        return str(answer.json["results"][0]["status"])

    with patch.dict(cast.app.config, {"KIOSK_SUPPORTS": 5}), ThreadPoolExecutor(8) as pool:
        for _ in range(2):
            assert set(pool.map(sends, envelopes)) <= {"applied", "retry", "duplicate"}
    assert len(rows(Support)) == 5


def test_everybody_reads_how_many_came_from_it(cast: Cast, tablet: Tablet) -> None:
    assert "noch keine Unterstützung" in cast.guest().get("/town").text
    for _ in range(3):
        tablet.sends(support(cast, tablet))
    cast.dilan.does("support", proposal=str(cast.proposal))
    with writing():
        first = db.session.scalars(select(Support).order_by(Support.created)).first()
        first.created = now() - timedelta(hours=2)
    [kiosk] = rows(Kiosk)
    body = cast.dilan.sees("town")[f"kiosk:{kiosk.id}"]
    assert (body["supports"], body["hour_supports"]) == (3, 2)
    page = cast.guest().get("/town").text
    assert "Tablet im Foyer</strong>, Rathaus, Erdgeschoss: 3 Unterstützungen" in page
    acts(cast.ayse, "revoke", kiosk=str(kiosk.id))
    assert "(steht nicht mehr dort)" in cast.guest().get("/town").text


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
