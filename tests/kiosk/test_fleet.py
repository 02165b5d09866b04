"""How the town's tablets are, as administrators and monitors see them."""

from datetime import timedelta

import pytest
from cast import Cast
from sqlalchemy import select
from tablet import Tablet, acts, enrolled

from app.db import db
from app.models import Clock, Heartbeat, Kiosk
from app.writing import writing


def heartbeat() -> Heartbeat:
    db.session.rollback()
    db.session.expire_all()
    return db.session.scalars(select(Heartbeat)).one()


def minutes_pass(minutes: int) -> None:
    with writing():
        db.session.scalars(select(Heartbeat)).one().seen -= timedelta(minutes=minutes)


def silent(cast: Cast) -> int:
    return int(cast.guest().get("/healthz").json["kiosks_silent"])


def test_what_a_tablet_says_is_shown(cast: Cast, tablet: Tablet) -> None:
    said = {
        "version": "4f3a9c",
        "waiting": 1234,
        "oldest": "2026-03-14T12:05:00.000Z",
        "used": 52_000_000,
        "quota": 9_000_000_000,
        "synced": "2026-03-14T13:00:00Z",
    }
    assert tablet.beats(**said).status_code == 200
    page = cast.ayse.client.get("/admin/kiosks").text
    for words in ("4f3a9c", "1.234", "14. März 2026, 13:05", "52 von 9.000 MB", "14:00"):
        assert words in page
    assert tablet.beats().status_code == 200
    assert (heartbeat().waiting, heartbeat().oldest) == (0, None)


def test_a_heartbeat_moves_no_clock(tablet: Tablet) -> None:
    before = db.session.scalar(select(Clock.version))
    assert tablet.beats().status_code == 200
    db.session.rollback()
    assert db.session.scalar(select(Clock.version)) == before


def test_it_renews_the_token(tablet: Tablet) -> None:
    token = tablet.client.get_cookie("kokommune-kiosk").value
    [given] = tablet.beats().headers.getlist("Set-Cookie")
    assert given.startswith(f"kokommune-kiosk={token};")


@pytest.mark.only_on("sqlite")
@pytest.mark.parametrize(
    "change",
    [
        {"version": 1},
        {"version": "x" * 41},
        {"waiting": -1},
        {"waiting": True},
        {"waiting": 2**31},
        {"used": 1.5},
        {"quota": 2**53},
        {"oldest": None},
        {"oldest": "gestern"},
        {"oldest": "2026-02-30T12:00:00Z"},
        {"synced": "2026-03-14T12:05:00+01:00"},
        {"remains": -1},
        {"remains": True},
        {"remains": "0"},
        {"remains": None},
        {"signed_in": 0},
        {"signed_in": "false"},
        {"signed_in": None},
    ],
)
def test_what_is_no_heartbeat_changes_nothing(
    cast: Cast, tablet: Tablet, change: dict[str, object]
) -> None:
    tablet.beats(version="first")
    assert tablet.beats(**change).status_code == 400
    assert heartbeat().version == "first"


def test_silence_is_told_after_a_quarter_of_an_hour(cast: Cast, tablet: Tablet) -> None:
    minutes_pass(14)
    assert silent(cast) == 0
    assert "Bitte sieh nach" not in cast.ayse.client.get("/admin/kiosks").text
    minutes_pass(2)
    assert silent(cast) == 1
    assert "Bitte sieh nach" in cast.ayse.client.get("/admin/kiosks").text
    assert "1 braucht dich" in cast.ayse.client.get("/admin").text
    tablet.beats()
    assert silent(cast) == 0
    minutes_pass(16)
    [kiosk] = db.session.scalars(select(Kiosk))
    acts(cast.ayse, "revoke", kiosk=str(kiosk.id))
    assert silent(cast) == 0


@pytest.mark.only_on("sqlite")
@pytest.mark.parametrize("missing", ["remains", "signed_in"])
def test_a_heartbeat_says_all(tablet: Tablet, missing: str) -> None:
    said = {"version": "abc", "waiting": 0, "oldest": "", "used": 1, "quota": 2, "synced": ""}
    said |= {"signed_in": False, "remains": 0}
    del said[missing]
    assert tablet.posts("/kiosk/heartbeat", **said).status_code == 400
    assert heartbeat().version == ""


def test_what_is_left_of_a_visit_needs_somebody(cast: Cast, tablet: Tablet) -> None:
    assert tablet.beats(remains=3).status_code == 200
    assert heartbeat().remains == 3
    page = cast.ayse.client.get("/admin/kiosks").text
    assert "1 Tablet braucht dich" in page
    assert "3 Spuren" in page
    assert "1 braucht dich" in cast.ayse.client.get("/admin").text
    # Silent and remembering, it is still one.
    minutes_pass(16)
    assert "1 Tablet braucht dich" in cast.ayse.client.get("/admin/kiosks").text
    assert tablet.beats().status_code == 200
    assert "braucht dich" not in cast.ayse.client.get("/admin/kiosks").text
    assert "Spuren" not in cast.ayse.client.get("/admin/kiosks").text


def test_a_revoked_one_needs_nobody(cast: Cast, tablet: Tablet) -> None:
    tablet.beats(remains=3)
    [kiosk] = db.session.scalars(select(Kiosk))
    acts(cast.ayse, "revoke", kiosk=str(kiosk.id))
    page = cast.ayse.client.get("/admin/kiosks").text
    assert "braucht dich" not in page
    assert "Spuren" not in page


def test_one_that_never_beat_is_silent_too(cast: Cast) -> None:
    enrolled(cast)
    minutes_pass(16)
    assert silent(cast) == 1


def test_it_is_public_only_when_it_stands_somewhere(cast: Cast, tablet: Tablet) -> None:
    acts(cast.ayse, "create", name="Tablet im Keller", place="Noch nirgends")
    assert "Tablet im Keller" in cast.ayse.client.get("/admin/kiosks").text
    page = cast.guest().get("/town").text
    assert "Tablet im Foyer" in page
    assert "Tablet im Keller" not in page
    assert "4f3a9c" not in page
