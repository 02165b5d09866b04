"""A CSV file as rows that know their line."""

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from .errors import BadRow, BrokenFile, shown
from .files import read_text

DELIMITERS = (",", ";", "\t")
LONGEST_FIELD = 1024 * 1024


@dataclass(frozen=True)
class Row:
    """One record: the line it begins on, and its fields as they stand in the file."""

    line: int
    fields: list[str]


@dataclass(frozen=True)
class Table:
    """The header's columns and the rows below it; blank lines are left out."""

    columns: list[str]
    rows: list[Row]

    def record(self, row: Row) -> dict[str, str]:
        """The row by column. Raises BadRow where it does not fit the header."""
        if len(row.fields) != len(self.columns):
            raise BadRow(f"it has {len(row.fields)} fields, the header has {len(self.columns)}")
        if any("\0" in field for field in row.fields):
            raise BadRow("it holds a NUL character")
        return dict(zip(self.columns, row.fields, strict=True))


def read_table(path: Path) -> Table:
    """Read a CSV file with a header; comma, semicolon or tab, whichever parts the header most.

    Raises BrokenFile where it is no CSV, or where a quote is broken.
    """
    text = read_text(path)
    _refuse_other_formats(text, path.name)
    rows = _records(text, _delimiter(text), path.name)
    header = next(rows, Row(1, []))
    columns = [column.strip() for column in header.fields]
    if len(columns) < 2:
        raise BrokenFile(
            f"{path.name} is no CSV: its first line is no header of columns parted by comma, "
            "semicolon or tab."
        )
    twice = sorted({column for column in columns if column and columns.count(column) > 1})
    if twice:
        raise BrokenFile(f"{path.name} has the column {shown(twice[0])} twice.")
    return Table(columns, list(rows))


def _refuse_other_formats(text: str, name: str) -> None:
    start = text.lstrip()[:1]
    if start == "<":
        raise BrokenFile(f"{name} is no CSV: it looks like HTML or XML.")
    if start in ("{", "["):
        raise BrokenFile(f"{name} is no CSV: it looks like JSON.")
    if "\0" in text.lstrip().partition("\n")[0]:
        raise BrokenFile(f"{name} is no CSV: its first line holds binary data.")


def _delimiter(text: str) -> str:
    first_line = text.lstrip().splitlines()[0]
    return max(DELIMITERS, key=first_line.count)


def _records(text: str, delimiter: str, name: str) -> Iterator[Row]:
    csv.field_size_limit(LONGEST_FIELD)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    while True:
        line = reader.line_num + 1
        try:
            fields = next(reader, None)
        except csv.Error as error:
            raise BrokenFile(_broken(name, line, reader.line_num, error)) from None
        if fields is None:
            return
        if any(field.strip() for field in fields):
            yield Row(line, fields)


def _broken(name: str, first: int, last: int, error: csv.Error) -> str:
    where = f"line {first}" if first == last else f"the row of lines {first} to {last}"
    if "end of data" in str(error):
        return f"{name} has a quote in {where} that is never closed."
    if "expected after" in str(error):
        return f"{name} has text after a closing quote in {where}."
    return f"{name} cannot be read in {where}: {error}."
