"""How many supports may come from one tablet, and that everybody reads how many did."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from unittest.mock import patch

from cast import SYNC, Cast
from sqlalchemy import select
from tablet import Json, Tablet, Visit, acts, rows

from app.db import db, now
from app.models import Kiosk, Support
from app.writing import writing


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
