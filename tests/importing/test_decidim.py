"""Decidim's export of proposals: its shapes, its languages, its scopes."""

from collections.abc import Callable
from typing import Any

import pytest
from click.testing import Result
from decidim_export import ROW, Row, without
from sqlalchemy import select

from app.db import db, iso
from app.models import Neighbourhood, Project, Proposal
from app.writing import writing


def proposals() -> dict[str, Proposal]:
    db.session.rollback()
    db.session.expire_all()
    return {row.source_id: row for row in db.session.scalars(select(Proposal))}


Bring = Callable[..., Result]

pytestmark = pytest.mark.usefixtures("decidim_town")


def neighbourhood(proposal: Proposal) -> str:
    if proposal.neighbourhood_id is None:
        return ""
    return str(db.session.get_one(Neighbourhood, proposal.neighbourhood_id).name)


@pytest.mark.parametrize("delimiter", [";", ",", "\t"])
def test_a_proposal_comes_in_as_it_was_written(bring: Bring, delimiter: str) -> None:
    result = bring(ROW, delimiter=delimiter)
    assert result.exit_code == 0, result.output
    assert result.stdout == (
        "1 rows: 1 new, 0 changed, 0 unchanged; 0 projects made, 0 rows reported.\n"
    )
    bench = proposals()["7"]
    assert bench.title == "Bänke am Hang"
    assert bench.text == "Drei Bänke.\n\nMit Lehne & Schatten."
    assert (bench.state, bench.language, bench.point) == ("accepted", "de", "")
    assert (bench.source, bench.source_round) == ("decidim", "")
    assert iso(bench.created) == "2024-03-01T09:12:03.000Z"
    assert neighbourhood(bench) == "Südhang"
    assert db.session.scalars(select(Project)).all() == []


def test_a_second_time_changes_nothing(bring: Bring, everything: Callable[[], Any]) -> None:
    bring(ROW, ROW | {"id": "8", "scope/name/de": "Sport"})
    before = everything()
    assert (
        "0 new, 0 changed, 2 unchanged"
        in bring(ROW, ROW | {"id": "8", "scope/name/de": "Sport"}).stdout
    )
    assert everything() == before


def test_states_are_understood(bring: Bring) -> None:
    states = ["accepted", "rejected", "evaluating", "withdrawn", "", "not_answered", "Rejected"]
    bring(*(ROW | {"id": str(number), "state": state} for number, state in enumerate(states)))
    assert [proposals()[str(number)].state for number in range(len(states))] == [
        "accepted",
        "rejected",
        "open",
        "withdrawn",
        "open",
        "open",
        "rejected",
    ]


class TestVersions:
    def test_an_older_one_has_one_title(self, bring: Bring) -> None:
        row = without(ROW, "title", "body") | {"title": "Bänke", "body": "Drei.\nMit Lehne."}
        bring(row, options=["--language", "de-AT"])
        bench = proposals()["7"]
        assert (bench.title, bench.text) == ("Bänke", "Drei.\nMit Lehne.")
        assert bench.language == "de"

    def test_and_nothing_is_made_up_about_its_language(self, bring: Bring) -> None:
        bring(without(ROW, "title", "body") | {"title": "Bänke", "body": "Drei."})
        assert proposals()["7"].language == ""

    def test_a_newer_one_has_places_and_taxonomies(self, bring: Bring) -> None:
        row = without(ROW, "scope", "category") | {
            "taxonomies/id": "4, 5",
            "taxonomies/name": "Grün, Bänke",
            "address": "Am Hang 3",
            "latitude": "50.1000049",
            "longitude": "9.1",
        }
        assert bring(row, row | {"id": "8", "latitude": "", "longitude": ""}).exit_code == 0
        bench = proposals()["7"]
        assert bench.point == "50.10000,9.10000"
        # No scope: it stands where its place lies.
        assert neighbourhood(bench) == "Altstadt"
        assert (proposals()["8"].point, neighbourhood(proposals()["8"])) == ("", "")

    def test_columns_named_by_hand_beat_what_is_known(self, bring: Bring) -> None:
        row = ROW | {"Stadtteil": "Altstadt", "Runde": "3"}
        bring(row, options=["--map", "district=Stadtteil", "--map", "round=Runde"])
        assert neighbourhood(proposals()["7"]) == "Altstadt"
        assert proposals()["7"].source_round == "3"


class TestScopes:
    def test_an_unknown_one_is_told_once_and_keeps_no_row_out(self, bring: Bring) -> None:
        sport = {"scope/name/de": "Sport", "scope/name/en": ""}
        placed = {"latitude": "50.1", "longitude": "9.1"}
        rows = [
            ROW | sport | {"latitude": "", "longitude": ""},
            ROW | sport | placed | {"id": "8"},
            ROW | placed | {"id": "9"},
        ]
        result = bring(*rows)
        assert "3 new" in result.stdout
        assert "0 rows reported" in result.stdout
        told = [line for line in result.stderr.splitlines() if "Sport" in line]
        assert told == [
            "“Sport” is no neighbourhood: its 2 rows stand where their coordinates lie, else with "
            "the whole town"
        ]
        found = proposals()
        assert [neighbourhood(found[id]) for id in "789"] == ["", "Altstadt", "Südhang"]

    def test_one_that_is_made_a_neighbourhood_later_is_found_then(self, bring: Bring) -> None:
        row = ROW | {"scope/name/de": "Neustadt"}
        bring(row)
        with writing():
            db.session.add(Neighbourhood(name="Neustadt"))
        assert "0 new, 1 changed" in bring(row).stdout
        assert neighbourhood(proposals()["7"]) == "Neustadt"


BAD_ROWS: dict[str, Row] = {
    "it has no id": {"id": ""},
    "it has no title": {"title/de": " ", "title/en": ""},
    "its id “7” stands on line 2 already": {"id": "7"},
    "its state is “geparkt”, none of": {"state": "geparkt"},
    "its latitude is “50°”, no number": {"latitude": "50°"},
    "it has only one of latitude and longitude": {"longitude": ""},
    "latitude 9.2, longitude 50.1 is far from Europe/Berlin, and near it when swapped": {
        "latitude": "9.2",
        "longitude": "50.1",
    },
    "its text has 20001 characters, 20000 fit": {"body/de": f"<p>{'x' * 20_001}</p>"},
}


def test_broken_rows_are_told_in_words_and_the_rest_goes_on(bring: Bring) -> None:
    good = ROW | {"latitude": "50.1", "longitude": "9.2"}
    bad = [
        good | {"id": str(number)} | row for number, row in enumerate(BAD_ROWS.values(), start=20)
    ]
    result = bring(good, *bad, good | {"id": "99"})
    assert result.exit_code == 0
    assert f"2 new, 0 changed, 0 unchanged; 0 projects made, {len(bad)} rows" in result.stdout
    lines = [line for line in result.stderr.splitlines() if line.startswith("line ")]
    for number, (line, reason) in enumerate(zip(lines, BAD_ROWS, strict=True), start=3):
        assert line.startswith(f"line {number}: {reason}")


def test_a_date_that_is_none_is_told_and_keeps_no_row_out(bring: Bring) -> None:
    result = bring(ROW | {"published_at": "demnächst"}, ROW | {"id": "8", "published_at": ""})
    assert "2 new" in result.stdout
    assert "0 rows reported" in result.stdout
    remark = "line 2: its date “demnächst” is no time in the past; it counts as new\n"
    assert remark in result.stderr
    assert "line 3" not in result.stderr


@pytest.mark.parametrize("missing", ["id", "title", "body"])
def test_a_missing_column_is_one_clear_error(
    bring: Bring, everything: Callable[[], Any], missing: str
) -> None:
    before = everything()
    result = bring({**without(ROW, missing)})
    assert result.exit_code == 1
    assert f"There is no column “{missing}” or “{missing}/<language>”" in result.stderr
    assert everything() == before
