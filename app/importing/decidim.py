"""The export of proposals that Decidim makes.

It has a column for each language of a text (`title/de`), but most residents write in one
language only: each row is read in the chosen language, else in one that it has. Older versions
have a single `title` and `body`.

Its scopes are whatever an organisation has made of them: districts, themes, the whole town. So a
scope that is no neighbourhood is no fault of the row, which nobody could mend in the file either.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from .errors import BrokenFile, shown
from .mapping import check_columns
from .markup import markdown
from .reader import LANGUAGE, Reader, primary

STATES = {"evaluating": "open", "not_answered": "open"}
"""What they call it, where we call it otherwise; an empty state is open here, too."""
TRANSLATED = re.compile(rf"([a-z_/]+)/({LANGUAGE.pattern})", re.IGNORECASE)
Record = Mapping[str, str]


@dataclass(frozen=True)
class DecidimReader(Reader):
    """Reads a row in the first of `languages` in which it has a title."""

    languages: tuple[str, ...] = ()
    written: str = ""
    """The language of a text whose column names none."""

    def fields(self, record: Record) -> dict[str, str]:
        language = next((tag for tag in self.languages if _text(record, "title", tag)), "")
        state = record.get("state", "").strip()
        own = {
            "id": record["id"],
            "title": markdown(_text(record, "title", language)),
            "text": markdown(_text(record, "body", language)),
            "state": STATES.get(state.lower(), state),
            "district": self._scope(record),
            "latitude": record.get("latitude", ""),
            "longitude": record.get("longitude", ""),
            "created": record.get("published_at", ""),
            "language": primary(language or self.written),
        }
        return own | super().fields(record)

    def _scope(self, record: Record) -> str:
        names = (_text(record, "scope/name", language) for language in (*self.languages, ""))
        return next(filter(None, names), "")


def reader(
    columns: list[str], pairs: Mapping[str, str], language: str, spoken: Iterable[str]
) -> DecidimReader:
    """The reader for a file with these columns, by `language`, else one that the town has spoken.

    `pairs` are columns named by hand; they beat what is known of Decidim. Raises BrokenFile where
    a column is missing or no language can be chosen.
    """
    check_columns(columns, pairs)
    for field, name in (("id", "id"), ("title", "title"), ("text", "body")):
        if field not in pairs and not _has(columns, name):
            raise BrokenFile(
                f"There is no column {shown(name)} or {shown(f'{name}/<language>')}: is this "
                "Decidim's export of proposals?"
            )
    there = _languages(columns, "title")
    first = _chosen(there, language, spoken) if there else ""
    languages = (first, *(tag for tag in there if tag != first)) if first else ()
    return DecidimReader(pairs, strict=False, languages=languages, written=language)


def _has(columns: list[str], name: str) -> bool:
    return name in columns or (name != "id" and bool(_languages(columns, name)))


def _languages(columns: list[str], name: str) -> list[str]:
    found = (TRANSLATED.fullmatch(column) for column in columns)
    return [match[2] for match in found if match and match[1] == name]


def _chosen(there: list[str], language: str, spoken: Iterable[str]) -> str:
    names = ", ".join(map(shown, there))
    if language:
        named = _first(there, [language])
        if not named:
            raise BrokenFile(f"It has no titles in {shown(language)}; it has them in {names}.")
        return named
    known = _first(there, spoken) or (there[0] if len(there) == 1 else "")
    if not known:
        raise BrokenFile(f"It has titles in {names}: choose one with --language.")
    return known


def _first(there: list[str], wanted: Iterable[str]) -> str:
    """The first wanted language that is there: as such, else without its region."""
    for language in wanted:
        for tag in there:
            if tag.lower() == language.lower():
                return tag
        for tag in there:
            if "-" not in language and primary(tag) == language.lower():
                return tag
    return ""


def _text(record: Record, name: str, language: str) -> str:
    """What stands in the column of a language, else in the one that names none."""
    return (record.get(f"{name}/{language}") or record.get(name) or "").strip()
