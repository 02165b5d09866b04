"""Which column of a file holds which field of a proposal."""

from collections.abc import Iterable, Mapping

from .errors import BrokenFile, shown

FIELDS = (
    "id", "round", "title", "text", "district", "state", "selected", "latitude", "longitude",
    "created",
)  # fmt: skip
REQUIRED = ("id", "title")
LONGEST_NAME = 40
"""Of a source or a round."""

PRESETS: dict[str, dict[str, str]] = {
    "omastadi": {field: field for field in FIELDS if field != "created"} | {"text": "body"},
}
"""Field to column, for platforms that have one column a field; the name is the source's, too."""


def parse(pairs: Iterable[str]) -> dict[str, str]:
    """`["text=body"]` as {"text": "body"}. Raises ValueError, with words, for anything else."""
    mapping = {}
    for pair in pairs:
        field, _, column = (part.strip() for part in pair.partition("="))
        if not field or not column:
            raise ValueError(f"{shown(pair)} is not of the form field=column.")
        if field not in FIELDS:
            raise ValueError(f"There is no field {shown(field)}; there are {', '.join(FIELDS)}.")
        mapping[field] = column
    return mapping


def resolve(columns: list[str], wanted: Mapping[str, str]) -> dict[str, str]:
    """The mapping for a file with these columns: what is `wanted`, else columns named alike.

    Raises BrokenFile where a wanted or a required column is missing.
    """
    alike = {field: field for field in FIELDS if field in columns or field in REQUIRED}
    mapping = alike | dict(wanted)
    check_columns(columns, mapping)
    return mapping


def check_columns(columns: list[str], mapping: Mapping[str, str]) -> None:
    """Raises BrokenFile where a column of the mapping is missing."""
    for field, column in mapping.items():
        if column not in columns:
            raise BrokenFile(
                f"There is no column {shown(column)} for the field “{field}”; "
                f"the file has {', '.join(map(shown, columns))}."
            )
