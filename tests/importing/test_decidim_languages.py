"""Decidim's export has a column for each language; which one is read."""

from collections.abc import Callable

import pytest
from click.testing import Result
from decidim_export import ROW, without
from sqlalchemy import select

from app.db import db
from app.models import Proposal

Bring = Callable[..., Result]

pytestmark = pytest.mark.usefixtures("decidim_town")


def proposals() -> dict[str, Proposal]:
    return {row.source_id: row for row in db.session.scalars(select(Proposal))}


def test_the_one_asked_for_is_taken(bring: Bring) -> None:
    bring(ROW, options=["--language", "en"])
    assert proposals()["7"].title == "Benches on the slope"
    assert proposals()["7"].text == "Three benches."
    assert proposals()["7"].language == "en"


def test_a_row_without_it_is_read_in_the_language_that_it_has(bring: Bring) -> None:
    bring(ROW, ROW | {"id": "8", "title/de": "", "body/de": ""})
    assert proposals()["7"].language == "de"
    assert proposals()["8"].title == "Benches on the slope"
    assert proposals()["8"].language == "en"


def test_the_towns_first_that_is_there_is_taken(bring: Bring) -> None:
    row = without(ROW, "title/de", "body/de") | {"title/ca": "Bancs", "body/ca": "Tres."}
    bring(row)
    assert proposals()["7"].language == "en"


def test_the_only_one_is_taken_whatever_it_is(bring: Bring) -> None:
    row = without(ROW, "title", "body") | {"title/pt-BR": "Bancos", "body/pt-BR": "Três."}
    bring(row)
    assert (proposals()["7"].title, proposals()["7"].language) == ("Bancos", "pt")


def test_where_there_are_several_foreign_ones_it_asks(bring: Bring) -> None:
    row = without(ROW, "title") | {"title/ca": "Bancs", "title/es": "Bancos"}
    result = bring(row)
    assert result.exit_code == 1
    assert "It has titles in “ca”, “es”: choose one with --language." in result.stderr


def test_one_that_is_not_there_is_told(bring: Bring) -> None:
    result = bring(ROW, options=["--language", "fr"])
    assert result.exit_code == 1
    assert "It has no titles in “fr”; it has them in “de”, “en”." in result.stderr


def test_translations_by_machines_are_no_language(bring: Bring) -> None:
    row = {"title/machine_translations/de": "Maschine"} | ROW
    bring(row)
    assert proposals()["7"].title == "Bänke am Hang"


def test_a_language_has_to_be_one(bring: Bring) -> None:
    assert bring(ROW, options=["--language", "Deutsch!"]).exit_code == 2
