"""How the rows of a file become fields of proposals."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

LANGUAGE = re.compile(r"[a-z]{2,3}(-[a-z0-9]{2,8})?", re.IGNORECASE)
"""A language as platforms write it: `de`, `pt-BR`."""


@dataclass(frozen=True)
class Reader:
    """Reads fields from the columns that a mapping names; no column, no field.

    With `strict` a district that the town does not have is a fault of the row.
    """

    mapping: Mapping[str, str]
    strict: bool = True

    def fields(self, record: Mapping[str, str]) -> dict[str, str]:
        """A row's values by field, from its values by column."""
        return {field: record[column] for field, column in self.mapping.items()}


def primary(language: str) -> str:
    """A language without its region, as texts carry it: `pt` of `pt-BR`."""
    return language.partition("-")[0].lower()
