"""The rows of a file as checked suggestions."""

from collections.abc import Mapping

from .errors import BadRow, BrokenFile, shown
from .mapping import resolve
from .suggestion import Suggestion, suggestion
from .table import Row, Table
from .tally import Tally

Checked = list[tuple[int, Suggestion]]
"""What is sound, with the line it stands on."""


def check(table: Table, wanted: Mapping[str, str], round: str, tally: Tally) -> Checked:
    """All sound rows; the others are reported to the tally.

    `round` stands for every row of a file that has no such column. Raises BrokenFile where the
    mapping does not fit the file, or where both name rounds.
    """
    mapping = resolve(table.columns, wanted)
    if round and "round" in mapping:
        raise BrokenFile(
            f"The file names its rounds in the column {shown(mapping['round'])}: leave --round out."
        )
    lines: dict[tuple[str, str], int] = {}
    checked: Checked = []
    for row in table.rows:
        try:
            entry = suggestion({"round": round} | _values(table, row, mapping))
            if entry.key in lines:
                raise BadRow(f"its id {shown(entry.id)} stands on line {lines[entry.key]} already")
        except BadRow as problem:
            tally.report(row.line, problem)
        else:
            lines[entry.key] = row.line
            checked.append((row.line, entry))
    return checked


def _values(table: Table, row: Row, mapping: Mapping[str, str]) -> dict[str, str]:
    record = table.record(row)
    return {field: record[column] for field, column in mapping.items()}
