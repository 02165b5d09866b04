"""Proposals from a CSV file: what comes in, what is updated, what is reported."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result
from sqlalchemy import select

from app.db import db
from app.models import Neighbourhood, Project, Proposal
from app.writing import writing

Run = Callable[..., Result]

HEADER = "id,round,title,text,district,state,selected,latitude,longitude\n"
FILE = HEADER + (
    "1,1,Bänke am Hang,Drei Bänke.,Südhang,accepted,yes,50.1,9.2\n"
    '1,2,"Bäume, überall","Sie sagte: ""Bäume!""\nUnd ging.",,,no,,\n'
    "2,2,Brunnen 🪿,,altstadt,rejected,,,\n"
)
File = Callable[..., Path]

pytestmark = pytest.mark.usefixtures("districts")


def proposals() -> dict[str, Proposal]:
    rows = db.session.scalars(select(Proposal))
    return {f"{row.source_round}/{row.source_id}": row for row in rows}


class TestFirstImport:
    @pytest.fixture(autouse=True)
    def _import(self, districts: None, run: Run, file: File) -> None:
        result = run("proposals", file(FILE), "--source", "town")
        assert result.exit_code == 0, result.output
        assert result.stdout == (
            "3 rows: 3 new, 0 changed, 0 unchanged; 1 projects made, 0 rows reported.\n"
        )

    def test_text_comes_in_as_it_was_written(self) -> None:
        tree = proposals()["2/1"]
        assert tree.title == "Bäume, überall"
        assert tree.text == 'Sie sagte: "Bäume!"\nUnd ging.'
        assert tree.author_id is None

    def test_states_and_districts_are_understood(self) -> None:
        found = proposals()
        names = {row.id: row.name for row in db.session.scalars(select(Neighbourhood))}
        assert {key: row.state for key, row in found.items()} == {
            "1/1": "accepted",
            "2/1": "open",
            "2/2": "rejected",
        }
        assert names[found["1/1"].neighbourhood_id] == "Südhang"
        assert names[found["2/2"].neighbourhood_id] == "Altstadt"

    def test_without_a_district_it_belongs_to_the_town(self) -> None:
        assert proposals()["2/1"].neighbourhood_id is None

    def test_a_selected_one_becomes_a_project_and_stays(self) -> None:
        project = db.session.scalars(select(Project)).one()
        proposal = proposals()["1/1"]
        assert project.grew_from_id == proposal.id
        assert project.neighbourhood_id == proposal.neighbourhood_id
        assert (project.title, project.text, project.phase) == (
            "Bänke am Hang",
            "Drei Bänke.",
            "planning",
        )

    def test_a_second_time_changes_nothing(
        self, run: Run, file: File, everything: Callable[[], Any]
    ) -> None:
        before = everything()
        result = run("proposals", file(FILE), "--source", "town")
        assert "0 new, 0 changed, 3 unchanged; 0 projects made" in result.stdout
        assert everything() == before

    def test_what_changed_is_updated(self, run: Run, file: File) -> None:
        ids = {key: row.id for key, row in proposals().items()}
        changed = FILE.replace("Drei Bänke.", "Vier Bänke.").replace(
            "rejected,,,", "accepted,yes,,"
        )
        result = run("proposals", file(changed), "--source", "town")
        assert "0 new, 2 changed, 1 unchanged; 1 projects made" in result.stdout
        db.session.expire_all()
        assert {key: row.id for key, row in proposals().items()} == ids
        assert proposals()["1/1"].text == "Vier Bänke."
        texts = set(db.session.scalars(select(Project.text)))
        assert texts == {"Vier Bänke.", ""}

    def test_a_project_that_people_rewrote_is_theirs(self, run: Run, file: File) -> None:
        with writing():
            db.session.scalars(select(Project)).one().text = "So machen wir es."
        run("proposals", file(FILE.replace("Drei Bänke.", "Vier.")), "--source", "town")
        db.session.expire_all()
        assert db.session.scalars(select(Project)).one().text == "So machen wir es."
        assert proposals()["1/1"].text == "Vier."

    def test_the_same_ids_of_another_source_are_others(self, run: Run, file: File) -> None:
        result = run("proposals", file(FILE), "--source", "elsewhere")
        assert "3 new, 0 changed" in result.stdout


def test_a_dry_run_counts_and_changes_nothing(
    run: Run, file: File, everything: Callable[[], Any]
) -> None:
    before = everything()
    result = run("proposals", file(FILE), "--source", "town", "--dry-run")
    assert result.stdout == (
        "Dry run, nothing was written. "
        "3 rows: 3 new, 0 changed, 0 unchanged; 1 projects made, 0 rows reported.\n"
    )
    assert everything() == before


BAD_ROWS = {
    "it has no id": ",1,Titel,,,,,,",
    "it has no title": "9,1,  ,,,,,,",
    "it has 3 fields, the header has 9": "9,1,Titel",
    "it holds a NUL character": "9,1,Ti\0tel,,,,,,",
    "its state is “maybe”": "9,1,Titel,,,maybe,,,",
    "its state is “�[31mred”": "9,1,Titel,,,\x1b[31mred,,,",
    "selected is “perhaps”": "9,1,Titel,,,,perhaps,,",
    "it is selected and yet its state is “rejected”": "9,1,Titel,,,rejected,yes,,",
    "its latitude is “50°”, no number": "9,1,Titel,,,,,50°,9",
    "its longitude is 190.5, beyond 180 degrees": "9,1,Titel,,,,,50,190.5",
    "only one of latitude and longitude": "9,1,Titel,,,,,50,",
    "there is no neighbourhood “Atlantis”": "9,1,Titel,,Atlantis,,,,",
    "its id “1” stands on line 2 already": "1,1,Noch einmal,,,,,,",
    "its text has 20001 characters, 20000 fit": f"9,1,Titel,{'x' * 20_001},,,,,",
    "its id has 81 characters, 80 fit": f"{'9' * 81},1,Titel,,,,,,",
}


def test_bad_rows_are_reported_and_the_rest_goes_on(run: Run, file: File) -> None:
    content = FILE + "".join(f"{row}\n" for row in BAD_ROWS.values()) + "7,1,Ende,,,,,,\n"
    result = run("proposals", file(content), "--source", "town")
    assert result.exit_code == 0
    assert f"4 new, 0 changed, 0 unchanged; 1 projects made, {len(BAD_ROWS)} rows" in result.stdout
    lines = [line for line in result.stderr.splitlines() if line.startswith("line ")]
    # The second row of the file has a line break in its text: bad rows begin on line 6.
    for number, (line, reason) in enumerate(zip(lines, BAD_ROWS, strict=True), start=6):
        assert line.startswith(f"line {number}: ")
        assert reason in line


def test_a_title_that_is_too_long_stands_whole_in_the_text(run: Run, file: File) -> None:
    title = " ".join(["Brückengeländerputztag"] * 12)
    run("proposals", file(f"id;title;text\n1;{title};Warum?\n"), "--source", "town")
    proposal = proposals()["/1"]
    assert len(proposal.title) <= 200
    assert proposal.title.endswith("Brückengeländerputztag…")
    assert proposal.text == f"{title}\n\nWarum?"


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_columns_are_mapped_and_delimiters_found(run: Run, file: File, delimiter: str) -> None:
    content = "\ufeffNr,Name,Worum\r\n4,Rutsche,Eine lange.\r\n".replace(",", delimiter)
    mapping = ("--map", "id=Nr", "--map", "title=Name", "--map", "text=Worum")
    result = run("proposals", file(content), "--source", "town", "--round", "2026", *mapping)
    assert result.exit_code == 0, result.output
    assert proposals()["2026/4"].text == "Eine lange."


class TestUsage:
    def test_a_source_is_needed(self, run: Run, file: File) -> None:
        result = run("proposals", file(FILE))
        assert result.exit_code == 2
        assert "--source" in result.stderr

    @pytest.mark.parametrize("pair", ["title", "=Name", "title=", "colour=Farbe"])
    def test_a_mapping_names_field_and_column(self, run: Run, file: File, pair: str) -> None:
        assert run("proposals", file(FILE), "--source", "town", "--map", pair).exit_code == 2

    def test_there_is_one_round_only(self, run: Run, file: File) -> None:
        result = run("proposals", file(FILE), "--source", "town", "--round", "3")
        assert result.exit_code == 1
        assert "leave --round out" in result.stderr


class TestPlaces:
    def test_a_place_comes_along_and_the_project_follows(self, run: Run, file: File) -> None:
        run("proposals", file(FILE), "--source", "town")
        found = proposals()
        assert found["1/1"].point == "50.10000,9.20000"
        assert found["2/1"].point == ""
        assert db.session.scalars(select(Project)).one().point == "50.10000,9.20000"
        run("proposals", file(FILE.replace("50.1,9.2", "50.123456,-0.000001")), "--source", "town")
        db.session.expire_all()
        assert proposals()["1/1"].point == "50.12346,0.00000"
        assert db.session.scalars(select(Project)).one().point == "50.12346,0.00000"

    def test_a_swapped_one_is_told(self, run: Run, file: File) -> None:
        result = run("proposals", file(FILE.replace("50.1,9.2", "9.2,50.1")), "--source", "town")
        assert "1 rows reported" in result.stdout
        assert (
            "line 2: latitude 9.2, longitude 50.1 is far from Europe/Berlin, and near it when "
            "swapped\n" in result.stderr
        )

    def test_a_faraway_one_is_not(self, run: Run, file: File) -> None:
        result = run("proposals", file(FILE.replace("50.1,9.2", "40.0,-100.0")), "--source", "town")
        assert "0 rows reported" in result.stdout


def test_the_language_is_kept_and_never_forgotten(run: Run, file: File) -> None:
    run("proposals", file(FILE), "--source", "town", "--language", "fi-FI")
    assert {row.language for row in proposals().values()} == {"fi"}
    assert db.session.scalars(select(Project)).one().language == "fi"
    again = run("proposals", file(FILE), "--source", "town")
    assert "0 new, 0 changed, 3 unchanged" in again.stdout


def test_a_date_of_its_own_is_kept(run: Run, file: File) -> None:
    run("proposals", file("id,title,created\n1,Bank,2024-03-01T10:00Z\n"), "--source", "town")
    assert proposals()["/1"].created.isoformat() == "2024-03-01T10:00:00+00:00"
