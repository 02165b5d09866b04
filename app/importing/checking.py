"""The rows of a file as checked suggestions."""

from collections.abc import Mapping
from datetime import datetime

from ..db import now
from .errors import BadRow, BrokenFile, shown
from .reader import Reader
from .suggestion import Suggestion, suggestion
from .swapped import home_of, refuse_swapped_point
from .table import Row, Table
from .tally import Tally
from .times import moment

Checked = list[tuple[int, Suggestion]]
"""What is sound, with the line it stands on."""


def check(
    table: Table, reader: Reader, defaults: Mapping[str, str], zone: str, tally: Tally
) -> Checked:
    """All sound rows; the others are reported to the tally.

    `defaults` stand for fields that the file does not have (`round`, `language`); `zone` is the
    town's. Raises BrokenFile where both name rounds.
    """
    if defaults["round"] and "round" in reader.mapping:
        column = shown(reader.mapping["round"])
        raise BrokenFile(f"The file names its rounds in the column {column}: leave --round out.")
    lines: dict[tuple[str, str], int] = {}
    checked: Checked = []
    home = home_of(zone)
    for row in table.rows:
        try:
            values = {**defaults, **reader.fields(table.record(row))}
            entry = suggestion(values, _created(row, values.get("created", ""), zone, tally))
            refuse_swapped_point(entry.point, home, zone)
            if entry.key in lines:
                raise BadRow(f"its id {shown(entry.id)} stands on line {lines[entry.key]} already")
        except BadRow as problem:
            tally.report(row.line, problem)
        else:
            lines[entry.key] = row.line
            checked.append((row.line, entry))
    return checked


def _created(row: Row, text: str, zone: str, tally: Tally) -> datetime | None:
    """A date decides over nothing but the order of lists: a broken one keeps no row out."""
    created = moment(text, zone, now())
    if text.strip() and created is None:
        tally.remark(row.line, f"its date {shown(text)} is no time in the past; it counts as new")
    return created
