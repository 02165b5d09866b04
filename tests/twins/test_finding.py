"""One table of cases: SQLite, PostgreSQL and JavaScript find the same, and order it alike."""

import json
from dataclasses import asdict, replace
from typing import Any
from urllib.parse import urlencode

import pytest
from flask import Flask
from stage import asking, put
from towns import id_of
from worker import Worker

from app.config import ROOT
from app.documents.reading import read
from app.documents.text import folded, sort_key
from app.pages import PAGES
from app.reads import List

TABLE = json.loads((ROOT / "tests" / "finding.json").read_text(encoding="utf-8"))
ORDER: list[list[str]] = TABLE["order"]
"""Titles in their order; those of a group are equal, and ordered by their ids."""
FINDS: list[tuple[str, list[str]]] = TABLE["finds"]
LISTS = {
    f"{page.path} {name}": replace(spec, size=1000, sort=(*spec.sort, "sort_title"))
    for page in PAGES
    for name, spec in page.reads.items()
    if isinstance(spec, List) and spec.search
}
"""All lists of the table that can be searched, the four of /search among them."""


def cards() -> dict[str, Any]:
    """A card of each kind and title; the ids have nothing to do with the order."""
    made: dict[str, Any] = {}
    for kind in {spec.kind for spec in LISTS.values()}:
        for number, title in enumerate(title for group in ORDER for title in group):
            id = id_of(kind, number)
            made[f"{kind}:{id}"] = {
                "id": id,
                "title": title,
                "name": title,
                "search": folded(title),
                "sort_title": sort_key(title),
                "activity": "2026-01-01T00:00:00.000Z",
                "supports": 0,
                "point": "51.05012,13.73733",
                "starts": "2026-06-01T10:00",
                "ends": "2026-06-01T12:00",
                "cancelled": "",
            }
    return made


def answers(server: Flask, worker: Worker, name: str, queries: list[str]) -> list[Any]:
    """What a list gives for these query strings, the same on both sides."""
    spec, made = LISTS[name], cards()
    put(server, {"public": made})
    path = name.partition(" ")[0]
    given = worker.ask("lists", read=asdict(spec), path=path, queries=queries, cards=made)
    for text, answer in zip(queries, given, strict=True):
        with asking(server, text) as query:
            assert read(spec, path, {}, query, "") == answer, text
    return [[body["title"] for body in answer["rows"]] for answer in given]


@pytest.mark.parametrize("name", LISTS)
def test_search(server: Flask, worker: Worker, name: str) -> None:
    found = answers(server, worker, name, [urlencode({"q": query}) for query, _ in FINDS])
    expected = {query: sorted(titles) for query, titles in FINDS}
    assert {q: sorted(t) for (q, _), t in zip(FINDS, found, strict=True)} == expected


@pytest.mark.parametrize("name", LISTS)
def test_order(server: Flask, worker: Worker, name: str) -> None:
    [found] = answers(server, worker, name, ["sort=sort_title"])
    kind = LISTS[name].kind
    ids = {title: id_of(kind, n) for n, title in enumerate(t for group in ORDER for t in group)}
    assert found == [title for group in ORDER for title in sorted(group, key=lambda t: ids[t])]


def test_javascript_makes_the_same_keys(worker: Worker) -> None:
    """A phone makes the cards of what was written on it."""
    titles = [title for group in ORDER for title in group]
    lines = worker.ask("lines", texts=titles)
    assert [line["sort_key"] for line in lines] == [sort_key(title) for title in titles]
    queries = [*titles, *(query for query, _ in FINDS)]
    assert worker.ask("folded", texts=queries) == [folded(query) for query in queries]
