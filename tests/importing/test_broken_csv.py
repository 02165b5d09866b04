"""Files that are no CSV at all: one clear error, and nothing changes."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result

Run = Callable[..., Result]

GOOD = "id,title,text\n1,Bank,Eine.\n"
BROKEN: dict[str, tuple[str | bytes, str]] = {
    "empty": (b"", "is empty"),
    "only a byte order mark": (b"\xef\xbb\xbf\n", "is empty"),
    "a picture": (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "is not UTF-8: line 1, byte 1 is 0x89"),
    "zeros": (b"\0\0\0\0,\0\0\n", "is no CSV: its first line holds binary data"),
    "an Excel sheet": (b"PK\x03\x04rest", "a ZIP file or an Excel sheet"),
    "HTML": ("<!DOCTYPE html><title>Anmelden</title>", "looks like HTML"),
    "JSON": ('{"id": 1, "title": "Bank"}', "looks like JSON"),
    "prose": ("Liebe Stadt\nbaut Bänke\n", "its first line is no header"),
    "only quotes": ('""\n', "its first line is no header"),
    "a column twice": ("id,title,title\n1,a,b\n", "the column “title” twice"),
    "a missing column": ("id,name\n1,Bank\n", "There is no column “title” for the field “title”"),
    "Latin-1": ((GOOD + "2,Bänke,Zwei.\n").encode("latin-1"), "line 3, byte 4 is 0xe4"),
    "UTF-16": (GOOD.encode("utf-16"), "is text in UTF-16"),
    "a quote that stays open": (
        GOOD + '2,"Bänke,Zwei.\n3,Brunnen,Einer.\n',
        "a quote in the row of lines 3 to 4 that is never closed",
    ),
    "text after a quote": (GOOD + '2,"Bank"chen,\n', "text after a closing quote in line 3"),
    "an endless field": (GOOD + f'2,"{"x" * 1_100_000}",\n', "cannot be read in line 3"),
}


def test_each_is_one_clear_error_and_changes_nothing(
    run: Run, file: Callable[..., Path], everything: Callable[[], Any]
) -> None:
    before = everything()
    for kind, (content, words) in BROKEN.items():
        result = run("proposals", file(content), "--source", "town")
        assert result.exit_code == 1, kind
        assert words in result.stderr, kind
        assert result.stderr.count("\n") == 1, kind
        assert result.stdout == "", kind
    assert everything() == before


def test_a_mapped_column_has_to_be_there(run: Run, file: Callable[..., Path]) -> None:
    result = run("proposals", file(GOOD), "--preset", "omastadi")
    assert result.exit_code == 1
    assert (
        "There is no column “body” for the field “text”; the file has “id”, “title”, “text”."
        in (result.stderr)
    )


@pytest.mark.parametrize("name", ["nowhere.csv", "."])
def test_there_has_to_be_a_file(run: Run, tmp_path: Path, name: str) -> None:
    assert run("proposals", tmp_path / name, "--source", "town").exit_code == 2
