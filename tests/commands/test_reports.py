"""Reports: one a resident and contribution, for moderation alone."""

from typing import Any

import pytest
from cast import Cast
from sqlalchemy import select
from uuid6 import uuid7

from app.db import db
from app.models import Report


def reports(cast: Cast, on: Any, reason: str = "insult", text: str = "") -> dict[str, Any]:
    return cast.dilan.does("report", on=str(on), reason=reason, text=text)


def commented(cast: Cast) -> str:
    return str(cast.bernd.does("comment", on=str(cast.project), body="Blödsinn.")["id"])


def kept() -> list[tuple[str, str, str]]:
    rows = db.session.scalars(select(Report).order_by(Report.about))
    return [(report.about, report.reason, report.text) for report in rows]


def test_each_kind_of_contribution_can_be_reported(cast: Cast) -> None:
    comment = commented(cast)
    for id in (comment, cast.project, cast.proposal):
        assert reports(cast, id, text="  Schau mal.\r\n")["status"] == "applied"
    expected = (f"comment:{comment}", f"project:{cast.project}", f"proposal:{cast.proposal}")
    assert kept() == [(key, "insult", "Schau mal.") for key in expected]


def test_the_reporter_alone_sees_that_they_have_reported(cast: Cast) -> None:
    comment = commented(cast)
    result = reports(cast, comment, text="Nur für euch")
    assert result["scopes"] == [f"me:{cast.dilan.id}"]
    own = cast.dilan.sees(f"me:{cast.dilan.id}")
    key = f"comment:{comment}"
    assert own[f"report:{key}"] == {"id": key, "reason": "insult"}
    page = cast.dilan.client.get(f"/projects/{cast.project}").text
    assert "Du hast das gemeldet." in page
    for person in (cast.dilan, cast.bernd, cast.ayse):
        page = person.client.get(f"/projects/{cast.project}").text
        assert "Nur für euch" not in page
        assert person is cast.dilan or "Du hast das gemeldet." not in page


def test_the_author_may_not(cast: Cast) -> None:
    comment = commented(cast)
    for on in (comment, cast.proposal):
        result = cast.bernd.does("report", on=str(on), reason="hate", text="")
        assert (result["status"], result["code"]) == ("rejected", "own_thing")
    assert f"report-{comment}" not in cast.bernd.client.get(f"/projects/{cast.project}").text
    assert kept() == []


@pytest.mark.parametrize(
    ("args", "fields"),
    [
        ({"reason": ""}, {"reason": "required"}),
        ({"reason": "boring"}, {"reason": "not_a_choice"}),
        ({"text": "x" * 2001}, {"text": "too_long"}),
        ({"on": "hier"}, {"on": "not_an_id"}),
        ({"on": str(uuid7())}, {"on": "not_found"}),
    ],
)
def test_what_cannot_be(cast: Cast, args: dict[str, str], fields: dict[str, str]) -> None:
    whole = {"on": str(cast.proposal), "reason": "other", "text": ""} | args
    result = cast.dilan.does("report", **whole)
    assert (result["status"], result["fields"]) == ("rejected", fields)
    assert kept() == []


def test_what_is_gone_or_hidden(cast: Cast) -> None:
    deleted, hidden = commented(cast), commented(cast)
    cast.bernd.does("delete_comment", comment=deleted)
    cast.hides(hidden)
    assert reports(cast, deleted)["code"] == "gone"
    assert reports(cast, hidden)["code"] == "hidden"


def test_said_again_it_replaces_the_first(cast: Cast) -> None:
    reports(cast, cast.proposal, text="Erst so")
    command = cast.dilan.command("report", on=str(cast.proposal), reason="hate", text="Dann so")
    for _ in range(3):
        cast.dilan.pushes(command)
    assert kept() == [(f"proposal:{cast.proposal}", "hate", "Dann so")]


def test_without_script(cast: Cast) -> None:
    args = {"on": str(cast.proposal), "reason": "private", "text": "Telefonnummer"}
    page = f"/proposals/{cast.proposal}"
    answer = cast.dilan.submits("report", referer=page, **args)
    assert answer.status_code == 303
    assert answer.headers["Location"] == f"{page}#report-{cast.proposal}"
    wrong = cast.dilan.submits("report", referer=page, **args | {"reason": ""})
    assert wrong.status_code == 422
    assert "Telefonnummer" in wrong.text
