"""The same cards and the same query: SQLite, PostgreSQL and the worker give the same answers."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import Any

import pytest
from cards import ALIKE, PAGES_OF_THEM, cards, placed, queries
from flask import Flask
from hypothesis import example, given, settings
from hypothesis import strategies as st
from stage import Stage, put
from towns import ME, Scopes, id_of, towns
from worker import Worker

from app import create_app
from app.db import db
from app.documents.reading import Missing, read
from app.pages import PAGES, List, Mine, Scope
from app.reading import snapshot
from app.views.pages import asked

SPEC = List(
    "project",
    where=("neighbourhood", "phase"),
    search="search",
    sort=("-activity", "-supports", "sort_title"),
    size=2,
    join={"neighbourhood": "neighbourhood"},
)


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def server(request: pytest.FixtureRequest, stage: Stage, instance: Path) -> Iterator[Flask]:
    """Flask on either database."""
    if request.param == "sqlite":
        yield stage.app
        return
    url = request.getfixturevalue("postgresql")
    app = create_app({"SQLALCHEMY_DATABASE_URI": url, "INSTANCE": instance})
    yield app
    put(app, {})
    with app.app_context():
        db.engine.dispose()


@contextmanager
def asking(app: Flask, query: str) -> Iterator[dict[str, str]]:
    """A request's query, as the pages' view takes it."""
    with app.test_request_context(f"/projects?{query}"), snapshot():
        yield asked()


@given(cards=cards(), addresses=st.lists(queries(), min_size=3, max_size=3))
@example(cards=placed([ALIKE] * 7), addresses=PAGES_OF_THEM)
@example(
    cards=placed([ALIKE | {"title": title} for title in ("a%c", "abc", "a_c", "a/c", "a\\c")]),
    addresses=["q=a%25c", "q=a_c", "q=a/c", "q=a%5Cc", "q=%25", "q=_", "q=/ _"],
)
@example(cards={}, addresses=["q=%FF", "q=a%C3", "q=%E2%82b", "q=%ED%A0%80", "q=%F0%9F%8E"])
@example(cards=placed([]), addresses=["q=a&q=b", "q", "&&=&q=%zz", "q=a+b%20c", "page=1&page=2"])
def test_lists(server: Flask, worker: Worker, cards: dict[str, Any], addresses: list[str]) -> None:
    put(server, {"public": cards})
    answers = worker.ask(
        "lists", read=asdict(SPEC), path="/projects", queries=addresses, cards=cards
    )
    for text, answer in zip(addresses, answers, strict=True):
        with asking(server, text) as query:
            assert read(SPEC, "/projects", {}, query, "") == answer, text


def test_bytes_that_are_no_text(stage: Stage) -> None:
    """No browser sends them unquoted; who does gets an answer."""
    query = {"QUERY_STRING": "q=\xff&q=2&a"}
    with stage.app.test_request_context("/projects", environ_overrides=query):
        assert asked() == {"q": "\ufffd", "a": ""}


PROJECT, PROPOSAL = id_of("project", 0), id_of("proposal", 0)
NEAR_AND_FAR: Scopes = {
    "public": {f"proposal:{PROPOSAL}": {"id": PROPOSAL, "title": "Fern", "activity": ""}},
    f"project:{PROJECT}": {
        f"project:{PROJECT}": {"id": PROJECT, "grew_from": PROPOSAL},
        f"proposal:{PROPOSAL}": {"id": PROPOSAL, "title": "Nah", "activity": ""},
    },
}
"""What is joined stands in the scope itself and, older, in `public`."""


@settings(max_examples=25)
@given(scopes=towns())
@example(scopes=NEAR_AND_FAR)
def test_scopes(server: Flask, worker: Worker, scopes: Scopes) -> None:
    put(server, scopes)
    for page in PAGES:
        for spec in page.reads.values():
            if isinstance(spec, Scope):
                kind = spec.name.partition(":")[0]
                for values in ({"id": id_of(kind, 0)}, {"id": id_of("nothing", 0)}):
                    answer = worker.ask("scope", read=asdict(spec), values=values, scopes=scopes)
                    assert read_scope(server, spec, values) == answer


@settings(max_examples=25)
@given(scopes=towns())
def test_what_is_mine(server: Flask, worker: Worker, scopes: Scopes) -> None:
    put(server, scopes)
    specs = [spec for page in PAGES for spec in page.reads.values() if isinstance(spec, Mine)]
    for spec in specs:
        for me in (ME, ""):
            answer = worker.ask("mine", read=asdict(spec), me=me, scopes=scopes)
            with asking(server, "") as query:
                assert read(spec, "/", {}, query, me) == answer


def read_scope(server: Flask, spec: Scope, values: dict[str, str]) -> Any:
    """A Scope; None where its root is missing."""
    with asking(server, "") as query:
        try:
            return read(spec, "/", values, query, "")
        except Missing:
            return None
