"""The bench: each script can be loaded, and the table counts right."""

import importlib
from pathlib import Path

import pytest

from bench.lib.report import Report, Settings

ROOT = Path(__file__).resolve().parent.parent
SCRIPTS = sorted(file.stem for file in (ROOT / "bench").glob("*.py") if file.stem != "__init__")


@pytest.mark.parametrize("name", SCRIPTS)
def test_each_figure_has_a_script_that_measures(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    # As bin/bench has it: phones are those of the browser tests.
    monkeypatch.syspath_prepend(ROOT / "tests" / "browser")
    assert callable(importlib.import_module(f"bench.{name}").measure)


def test_every_figure_is_in_the_table_of_figures() -> None:
    page = (ROOT / "docs" / "performance.md").read_text()
    assert [name for name in SCRIPTS if f"`bin/bench {name}`" not in page] == []


def test_a_report_names_the_median_and_judges_it(capsys: pytest.CaptureFixture[str]) -> None:
    report = Report("Trial")
    assert report.line("time", [9, 1, 2], "ms", at_most=2) == 2
    report.line("rate", [0.34], at_least=0.35)
    report.line("size", [1234])
    report.note("A word more.")
    report.done(Settings(3, False))
    said = capsys.readouterr().out
    assert "| time | 2 ms | 1 … 9 | ≤ 2 ms | met |" in said
    assert "| rate | 0.34 |  | ≥ 0.35 | **missed** |" in said
    assert "| size | 1,234 |  |  |  |" in said
    assert "3 times each. Machine:" in said
    assert said.endswith("A word more.\n")
