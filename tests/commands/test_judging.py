"""Hide, restore, dismiss: by administrators, and by facilitators in their neighbourhood."""

import re
from typing import Any

import pytest
from cast import Cast, Person
from roles import appoints
from sqlalchemy import select
from uuid6 import uuid7

from app.db import db
from app.models import Neighbourhood, Report
from app.writing import writing

REASON = "Verrät eine Telefonnummer"
VERBS = ("hide", "restore", "dismiss")


@pytest.fixture
def facilitator(cast: Cast) -> Person:
    return appoints(cast.carla, "facilitator", cast.neighbourhood)


def commented(cast: Cast) -> str:
    id = str(cast.bernd.does("comment", on=str(cast.proposal), body="0351 123")["id"])
    cast.dilan.does("report", on=id, reason="private", text="Das ist meine Nummer")
    return id


def judges(by: Person, verb: str, on: Any, reason: str = REASON) -> dict[str, Any]:
    return by.does(verb, on=str(on), **({"reason": reason} if verb == "hide" else {}))


def standing(cast: Cast, comment: str) -> str:
    body = cast.ayse.sees(f"proposal:{cast.proposal}")[f"comment:{comment}"]
    return str(body["hidden"])


def closed() -> list[bool]:
    found = [bool(report.closed) for report in db.session.scalars(select(Report))]
    db.session.rollback()
    db.session.expire_all()
    return found


def test_a_facilitator_decides_in_their_neighbourhood(cast: Cast, facilitator: Person) -> None:
    comment = commented(cast)
    assert judges(facilitator, "hide", comment)["status"] == "applied"
    assert standing(cast, comment) == REASON
    assert closed() == [True]
    page = cast.guest().get(f"/proposals/{cast.proposal}").text
    assert REASON in page
    assert "0351" not in page
    assert judges(facilitator, "restore", comment)["status"] == "applied"
    assert standing(cast, comment) == ""


def test_dismissed_it_stays_and_its_reports_are_closed(cast: Cast, facilitator: Person) -> None:
    comment = commented(cast)
    assert judges(facilitator, "dismiss", comment)["status"] == "applied"
    assert (standing(cast, comment), closed()) == ("", [True])


@pytest.mark.parametrize("verb", VERBS)
@pytest.mark.parametrize("role", ["", "administration", "politics", "facilitator"])
def test_others_may_not(cast: Cast, verb: str, role: str) -> None:
    """A facilitator of another neighbourhood is one of the others."""
    comment = commented(cast)
    if role:
        elsewhere = uuid7()
        with writing():
            db.session.add(Neighbourhood(id=elsewhere, name="Nordhang"))
        appoints(cast.dilan, role, elsewhere)
    result = judges(cast.dilan, verb, comment)
    assert (result["status"], result["code"]) == ("rejected", "not_allowed")
    assert (standing(cast, comment), closed()) == ("", [False])


@pytest.mark.parametrize("verb", VERBS)
def test_nobody_judges_their_own(cast: Cast, verb: str) -> None:
    appoints(cast.bernd, "administrator")
    comment = commented(cast)
    assert judges(cast.bernd, verb, comment)["code"] == "not_allowed"
    assert (standing(cast, comment), closed()) == ("", [False])


def test_what_belongs_to_the_whole_town_is_for_administrators(
    cast: Cast, facilitator: Person
) -> None:
    idea = cast.bernd.does("propose", on="town", title="Für alle", body="Ja.")["id"]
    assert judges(facilitator, "hide", idea)["code"] == "not_allowed"
    assert judges(appoints(cast.ayse, "administrator"), "hide", idea)["status"] == "applied"


@pytest.mark.parametrize(
    ("args", "fields"),
    [
        ({"reason": " "}, {"reason": "required"}),
        ({"reason": "x" * 501}, {"reason": "too_long"}),
        ({"reason": "a\nb"}, {"reason": "one_line"}),
        ({"on": "hier"}, {"on": "not_an_id"}),
        ({"on": str(uuid7())}, {"on": "not_found"}),
    ],
)
def test_what_cannot_be(cast: Cast, facilitator: Person, args: Any, fields: Any) -> None:
    comment = commented(cast)
    result = facilitator.does("hide", **{"on": comment, "reason": REASON} | args)
    assert (result["status"], result["fields"]) == ("rejected", fields)
    assert standing(cast, comment) == ""


def test_what_its_author_has_deleted(cast: Cast, facilitator: Person) -> None:
    comment = commented(cast)
    cast.bernd.does("delete_comment", comment=comment)
    for verb in ("hide", "restore"):
        assert judges(facilitator, verb, comment)["code"] == "gone"
    assert closed() == [True]
    assert "Gerade ist nichts gemeldet." in facilitator.client.get("/admin/reports").text


def test_what_was_reported_while_its_author_deleted_it(cast: Cast, facilitator: Person) -> None:
    comment = commented(cast)
    cast.bernd.does("delete_comment", comment=comment)
    with writing():
        db.session.scalars(select(Report)).one().closed = None
    seen = seen_by(facilitator, "dismiss", comment)
    assert facilitator.does("dismiss", on=comment, seen=seen)["status"] == "applied"
    assert closed() == [True]


def seen_by(person: Person, verb: str, on: str) -> str:
    """What the form on this person's page says of the latest report that stands there."""
    page = person.client.get("/admin/reports").text
    form = page.partition(f'action="/commands/{verb}"')[2].partition("</form>")[0]
    assert on in form
    found = re.search('name="seen" value="([^"]*)"', form)
    assert found
    return found[1]


def still_said() -> list[str]:
    found = list(db.session.scalars(select(Report.text).where(Report.closed.is_(None))))
    db.session.rollback()
    return found


@pytest.mark.parametrize("again", [True, False])
def test_what_came_after_the_page_waits(cast: Cast, facilitator: Person, again: bool) -> None:
    comment = commented(cast)
    seen = seen_by(facilitator, "dismiss", comment)
    reporter = cast.dilan if again else cast.ayse
    reporter.does("report", on=comment, reason="hate", text="Und das hier")
    dismiss = {"on": comment, "seen": seen}
    assert facilitator.does("dismiss", **dismiss)["status"] == "applied"
    assert still_said() == ["Und das hier"]
    dismiss["seen"] = seen_by(facilitator, "dismiss", comment)
    assert facilitator.does("dismiss", **dismiss)["status"] == "applied"
    assert still_said() == []


def test_restored_it_keeps_what_nobody_has_read(cast: Cast, facilitator: Person) -> None:
    comment = commented(cast)
    judges(facilitator, "hide", comment)
    seen = seen_by(facilitator, "restore", comment)
    with writing():
        # Somebody was reporting while it was hidden.
        db.session.scalars(select(Report)).one().closed = None
    assert facilitator.does("restore", on=comment, seen=seen)["status"] == "applied"
    assert closed() == [False]


@pytest.mark.parametrize("seen", ["gestern", "2026-03-14T13:05", "2026-03-14T13:05:00.000"])
def test_what_was_seen_is_a_time(cast: Cast, facilitator: Person, seen: str) -> None:
    comment = commented(cast)
    result = facilitator.does("dismiss", on=comment, seen=seen)
    assert (result["status"], result["fields"]) == ("rejected", {"seen": "not_a_time"})
    assert closed() == [False]


def test_nothing_happens_twice(cast: Cast, facilitator: Person) -> None:
    comment = commented(cast)
    command = facilitator.command("hide", on=comment, reason=REASON)
    statuses = [facilitator.pushes(command)[0]["status"] for _ in range(3)]
    assert statuses == ["applied", "duplicate", "duplicate"]
    judges(facilitator, "restore", comment)
    assert facilitator.pushes(command)[0]["status"] == "duplicate"
    assert standing(cast, comment) == ""


def test_without_script(cast: Cast, facilitator: Person) -> None:
    comment, page = commented(cast), "/admin/reports"
    wrong = facilitator.submits("hide", referer=page, on=comment, reason="")
    assert wrong.status_code == 422
    assert "Bitte schreib hier etwas." in wrong.text
    answer = facilitator.submits("hide", referer=page, on=comment, reason=REASON)
    assert (answer.status_code, answer.headers["Location"]) == (303, f"{page}#waiting-title")
    assert REASON in facilitator.client.get(page).text
