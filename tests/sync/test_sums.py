"""A pull says what each scope amounts to, and hears where a phone held something else."""

import json
from pathlib import Path
from typing import Any

import flask_migrate
import pytest
from cast import SYNC, Cast, Person
from flask import Flask
from sqlalchemy import select, text
from uuid6 import uuid7

from app.db import db
from app.documents import ScopeSummary
from app.documents.sums import WIDTH, mark
from app.documents.table import SCHEMA
from app.models import Difference, Project, difference
from app.writing import writing

CASES = json.loads((Path(__file__).parent.parent / "sums.json").read_text(encoding="utf-8"))


EVERYTHING = {"protocol": 1, "schema": SCHEMA, "epoch": "", "have": {}, "want": ["public"]}


def amount(person: Person, scope: str) -> tuple[int, int]:
    """What somebody reckons who has read a scope from its beginning."""
    versions: dict[str, int] = {}
    have, epoch, more = {}, "", True
    while more:
        answer = person.pulls(scope, have=have, epoch=epoch)
        page = answer["scopes"][scope]
        versions |= {document["key"]: document["version"] for document in page["put"]}
        have, epoch, more = {scope: page["to"]}, answer["epoch"], page["more"]
    total = sum(mark(key, version) for key, version in versions.items()) % WIDTH
    return len(versions), total


def told(person: Person, *scopes: str, **options: Any) -> dict[str, tuple[int, int]]:
    pages = person.pulls(*scopes, **options)["scopes"]
    return {scope: (page["count"], page["sum"]) for scope, page in pages.items()}


@pytest.mark.parametrize(
    "case", CASES["marks"], ids=lambda case: f"{case['key']} {case['version']}"
)
def test_marks_are_those_of_phones(case: dict[str, Any]) -> None:
    assert mark(case["key"], case["version"]) == case["mark"] < WIDTH


def test_a_pull_says_what_its_scopes_amount_to(cast: Cast) -> None:
    cast.bernd.does("comment", on=str(cast.project), body="Ich bringe Holz.")
    cast.bernd.does("withdraw_proposal", proposal=str(cast.proposal))
    scopes = ("public", f"project:{cast.project}", f"me:{cast.bernd.id}")
    assert told(cast.bernd, *scopes) == {scope: amount(cast.bernd, scope) for scope in scopes}


def test_a_delta_says_what_the_whole_amounts_to(cast: Cast) -> None:
    first = cast.dilan.pulls("public")
    have = {"public": first["scopes"]["public"]["to"]}
    cast.bernd.does("comment", on=str(cast.project), body="Ich bringe Holz.")
    after = told(cast.dilan, "public", have=have, epoch=first["epoch"])
    assert after == {"public": amount(cast.dilan, "public")}
    assert after["public"][1] != first["scopes"]["public"]["sum"]


def test_an_empty_scope_amounts_to_nothing(app: Flask) -> None:
    answer = app.test_client().post("/sync/pull", json=EVERYTHING, headers=SYNC).json
    page = answer["scopes"]["public"]
    assert (page["put"], page["count"], page["sum"]) == ([], 0, 0)


def test_a_scope_whose_sum_is_missing_is_not_gone(cast: Cast) -> None:
    scope = f"project:{cast.project}"
    with writing():
        db.session.connection().execute(text("DELETE FROM scope_summary"))
    answer = cast.dilan.pulls(scope)
    assert answer["gone"] == []
    assert answer["scopes"][scope]["put"] != []
    with writing() as write:
        write.everything = True
    assert write.summed > 0


def test_what_has_more_to_come_says_nothing(cast: Cast) -> None:
    with writing():
        for number in range(200):
            title = f"{number} " + "🌳" * 100
            db.session.add(Project(id=uuid7(), title=title, summary="🌳" * 200))
    for lively in (False, True):
        page = cast.dilan.pulls("public", lively=lively)["scopes"]["public"]
        assert page["more"]
        assert "sum" not in page
    summary = db.session.get_one(ScopeSummary, "public")
    assert amount(cast.dilan, "public") == (summary.count, summary.checksum)


def test_who_has_everything_hears_what_it_amounts_to_where_they_ask(cast: Cast) -> None:
    """In a town where nothing happens damage on a phone is found by that alone."""
    scopes = ("public", f"project:{cast.project}")
    first = cast.dilan.pulls(*scopes)
    asked = {
        "have": {scope: page["to"] for scope, page in first["scopes"].items()},
        "epoch": first["epoch"],
    }
    assert cast.dilan.pulls(*scopes, **asked, brief=True)["scopes"] == {}
    at_length = cast.dilan.pulls(*scopes, **asked)["scopes"]
    for scope in scopes:
        assert (at_length[scope]["put"], at_length[scope]["reset"]) == ([], False)
        assert at_length[scope]["sum"] == first["scopes"][scope]["sum"]


def test_a_rebuild_mends_sums_and_says_so(app: Flask, cast: Cast) -> None:
    with writing():
        db.session.get_one(ScopeSummary, "public").checksum += 1
        db.session.add(ScopeSummary(scope="project:nirgends", count=1, checksum=7))
    said = app.test_cli_runner().invoke(args=["documents", "rebuild"]).output
    assert "0 documents were wrong" in said
    assert "2 sums of scopes were wrong" in said
    assert told(cast.dilan, "public") == {"public": amount(cast.dilan, "public")}


def test_a_rebuild_that_mends_documents_counts_them_once(cast: Cast) -> None:
    with writing():
        db.session.connection().execute(text("DELETE FROM document WHERE key = 'town'"))
        db.session.connection().execute(
            text("UPDATE document SET deleted = true WHERE kind = 'topic'")
        )
    with writing() as write:
        write.everything = True
    # The town stands in two scopes.
    assert write.mended == 3
    with writing() as write:
        write.everything = True
    assert (write.mended, write.summed) == (0, 0)


def test_the_migration_counts_what_stands(app: Flask, cast: Cast) -> None:
    cast.bernd.does("withdraw_proposal", proposal=str(cast.proposal))
    before = kept()
    flask_migrate.downgrade(revision="0005")
    flask_migrate.upgrade()
    assert {scope: one for scope, one in before.items() if one[0]} == kept()


def kept() -> dict[str, tuple[int, int]]:
    db.session.remove()
    rows = db.session.scalars(select(ScopeSummary)).all()
    found = {row.scope: (row.count, row.checksum) for row in rows}
    db.session.remove()
    return found


def reports(person: Person, scopes: object, push: bool = False) -> int:
    """A phone says that so many scopes differed; the answer's status."""
    asked = {"schema": 5, "epoch": "", "have": {}, "want": ["public"], "differing": scopes}
    path = "/sync/push" if push else "/sync/pull"
    body = {"commands": [], "pull": asked} if push else asked
    headers = {"Sec-Fetch-Site": "same-origin", "Kokommune-Sync": "1"}
    answer = person.client.post(path, json={"protocol": 1} | body, headers=headers)
    return int(answer.status_code)


def differences(cast: Cast) -> int:
    return int(cast.dilan.client.get("/healthz").json["differences"])


def test_what_phones_report_is_counted(cast: Cast) -> None:
    assert differences(cast) == 0
    assert [reports(cast.bernd, 1), reports(cast.dilan, 2, push=True)] == [200, 200]
    assert differences(cast) == 3
    cast.bernd.pulls("public")
    assert differences(cast) == 3


def test_a_report_moves_no_clock(cast: Cast) -> None:
    before = cast.bernd.pulls("public")
    reports(cast.bernd, 1)
    assert cast.bernd.pulls("public") == before


def test_who_reports_too_much_is_not_heard(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    """Who reports needs no session."""
    assert [reports(cast.bernd, bad) for bad in (-1, "1", 2**31, 1.5)] == [400] * 4
    assert reports(cast.bernd, 10**6) == 200
    assert differences(cast) == 200
    monkeypatch.setattr(difference, "MOST_A_DAY", 200)
    assert reports(cast.bernd, 1) == 200
    assert differences(cast) == 200
    db.session.rollback()
    assert [row.scopes for row in db.session.scalars(select(Difference))] == [200]


def test_a_restored_town_carries_nothing_out_before_what_it_has_forgotten(cast: Cast) -> None:
    for restored in ("with a new epoch", "by other means"):
        first = cast.bernd.pulls("public")
        ahead = {"public": f"{first['as_of'] + 1} ~"}
        new_epoch = restored == "with a new epoch"
        epoch, have = ("another", {}) if new_epoch else (first["epoch"], ahead)
        pull = {"schema": 5, "epoch": epoch, "have": have, "want": ["public"]}
        command = cast.bernd.command("comment", on=str(cast.project), body="Neu.")
        [result] = cast.bernd.pushes(command, pull=pull)
        assert (result["status"], result["code"]) == ("retry", "restored")
        older_app = cast.bernd.pushes(command, pull=pull | {"schema": 4})
        assert older_app[0]["status"] == "applied"
    assert cast.bernd.sees("public")[f"project:{cast.project}"]["comments"] == 2
