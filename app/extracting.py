"""`flask words update`: bring the catalogues up to date with what templates and scripts say."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import click
from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import write_po
from flask import Flask
from flask.cli import AppGroup

from .config import ROOT
from .words import CATALOGUES, catalogue

SOURCES = {
    "templates": [("**.html", "jinja2")],
    "static/js": [("**.js", "javascript")],
    "app": [("**.py", "python")],
}
KEYWORDS: dict[str, tuple[int, ...] | None] = {"_": None, "ngettext": (1, 2)}
OPTIONS = {"**.js": {"encoding": "utf-8"}, "**.html": {"encoding": "utf-8"}}

words = AppGroup("words", help="The catalogues of messages.")


def register(app: Flask) -> None:
    """Add the commands."""
    app.cli.add_command(words)


@words.command()
def update() -> None:
    """Add new messages to the catalogues, drop those that nobody says any more."""
    template = said()
    for language, path in CATALOGUES.items():
        updated = catalogue(language) if path.exists() else _empty(language)
        # The file says nothing of the day on which it was written: it changes with messages alone.
        template.creation_date = updated.creation_date
        updated.update(template, no_fuzzy_matching=True, update_header_comment=False)
        updated.obsolete.clear()
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("wb") as file:
            write_po(file, updated, width=100, sort_by_file=True, include_lineno=False)
        missing = sum(1 for message in updated if message.id and not complete(message.string))
        click.echo(f"{language}: {len(updated)} messages, {missing} of them untranslated.")


def said() -> Catalog:
    """All messages of the interface, with the files that say them."""
    template = Catalog(fuzzy=False)
    for path, message in _messages():
        template.add(message, locations=[(path, 0)])
    return template


def complete(translation: str | tuple[str, ...] | list[str] | None) -> bool:
    """Whether all forms of a message are translated."""
    forms = [translation] if isinstance(translation, str) else translation
    return bool(forms) and all(forms)


def _messages() -> Iterator[tuple[str, str | tuple[str, ...]]]:
    for folder, methods in SOURCES.items():
        found = extract_from_dir(
            ROOT / folder, methods, OPTIONS, KEYWORDS, directory_filter=_is_source
        )
        for name, _line, message, _comments, _context in found:
            yield f"{folder}/{name}", message


def _is_source(folder: str) -> bool:
    return Path(folder).name not in ("__pycache__", "node_modules", "dist")


def _empty(language: str) -> Catalog:
    return Catalog(
        locale=language.partition("-")[0],
        domain=CATALOGUES[language].stem,
        header_comment=f"# The interface in {language}; written by `bin/flask words update`.",
        project="Kokommune",
        version="",
        copyright_holder="",
        msgid_bugs_address="",
        last_translator="",
        language_team="",
        creation_date=datetime(2026, 11, 22, tzinfo=UTC),
        revision_date=datetime(2026, 11, 22, tzinfo=UTC),
        fuzzy=False,
    )
