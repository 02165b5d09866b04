"""Pages for people with a role: theirs alone, kept nowhere, naming no one who reported."""

from typing import Any

import pytest
from cast import SAME_ORIGIN, Cast, Person
from roles import appoints

from app.db import db
from app.models import Resident
from app.writing import writing

ALLOWED = {
    "/admin": ("administrator", "facilitator", "administration"),
    "/admin/reports": ("administrator", "facilitator"),
    "/admin/roles": ("administrator",),
    "/admin/town": ("administrator",),
    "/admin/kiosks": ("administrator",),
}
ROLES = ("", "guest", "politics", "administration", "facilitator", "administrator")


def becomes(cast: Cast, role: str) -> Person:
    if role == "guest":
        with writing():
            db.session.get_one(Resident, cast.dilan.id).guest = True
    elif role:
        appoints(cast.dilan, role, cast.neighbourhood)
    return cast.dilan


@pytest.mark.parametrize("role", ROLES)
def test_who_may_open_them(cast: Cast, role: str) -> None:
    person = becomes(cast, role)
    for path, allowed in ALLOWED.items():
        answer = person.client.get(path)
        assert answer.headers["Cache-Control"] == "no-store"
        assert answer.status_code == (200 if role in allowed else 403), path
        if answer.status_code == 403:
            assert "Nur für Leute mit dieser Aufgabe" in answer.text


def test_nobody_reads_whom_they_are_for(cast: Cast) -> None:
    pages = {cast.guest().get(path).text.replace(path, "") for path in ALLOWED}
    assert len(pages) == 1


def test_the_overview_names_what_one_may(cast: Cast) -> None:
    def links(person: Person) -> set[str]:
        page = person.client.get("/admin").text
        return {path for path in (*ALLOWED, "/admin/recovery") if f'"{path}"' in page}

    appoints(cast.ayse, "administrator")
    appoints(cast.bernd, "facilitator", cast.neighbourhood)
    appoints(cast.carla, "administration")
    assert links(cast.ayse) == {*ALLOWED, "/admin/recovery"} - {"/admin"}
    assert links(cast.bernd) == {"/admin/reports"}
    assert links(cast.carla) == {"/admin/recovery"}


@pytest.mark.parametrize("role", ROLES[2:])
def test_the_way_to_them_stands_under_mine(cast: Cast, role: str) -> None:
    assert "Für deine Aufgabe" not in cast.dilan.client.get("/mine").text
    assert "Für deine Aufgabe" in becomes(cast, role).client.get("/mine").text


def test_reports_are_read_by_who_decides(cast: Cast) -> None:
    comment = cast.bernd.does("comment", on=str(cast.proposal), body="**0351** 123")["id"]
    idea = cast.bernd.does("propose", on="town", title="Für alle", body="Überall.")["id"]
    for on in (comment, idea):
        cast.dilan.does("report", on=on, reason="private", text=f"Gesagt zu {on}")
    appoints(cast.ayse, "administrator")
    appoints(cast.carla, "facilitator", cast.neighbourhood)
    everything = cast.ayse.client.get("/admin/reports").text
    for words in (f"Gesagt zu {comment}", f"Gesagt zu {idea}", "**0351** 123", "Verrät Privates"):
        assert words in everything
    # Who reported something is nobody's business.
    assert "Dilan" not in everything
    assert str(cast.dilan.id) not in everything
    theirs = cast.carla.client.get("/admin/reports").text
    assert f"Gesagt zu {comment}" in theirs
    assert idea not in theirs
    assert "Gemeldete Beiträge: 2 warten." in cast.ayse.client.get("/admin").text
    # What was reported about one's own is for others to read.
    appoints(cast.bernd, "administrator")
    assert "Gesagt zu" not in cast.bernd.client.get("/admin/reports").text


def test_accounts_are_found_by_name(cast: Cast) -> None:
    appoints(cast.ayse, "administrator")
    page = cast.ayse.client.get("/admin/roles?q=AYSE").text
    assert f'id="account-{cast.ayse.id}"' in page
    assert f'id="account-{cast.bernd.id}"' not in page
    becomes(cast, "guest")
    assert "Kein Konto heißt so." in cast.ayse.client.get("/admin/roles?q=dilan").text


def previews(person: Person, headers: dict[str, str] = SAME_ORIGIN, **args: str) -> Any:
    return person.client.post("/admin/preview", data=args, headers=headers)


def test_a_text_can_be_looked_at_before_it_is_kept(cast: Cast) -> None:
    appoints(cast.ayse, "administrator")
    text = "# Wir\n\n<script>alert(1)</script>"
    answer = previews(cast.ayse, part="imprint", imprint=text)
    assert answer.status_code == 200
    assert "<h2>Wir</h2>" in answer.text
    assert "<script>alert" not in answer.text
    assert "Wir</h2>" not in cast.ayse.client.get("/imprint").text
    assert previews(cast.ayse, part="other", other="x").status_code == 200
    assert previews(cast.ayse, {}, part="imprint", imprint=text).status_code == 403
    assert previews(cast.dilan, part="imprint", imprint=text).status_code == 403
