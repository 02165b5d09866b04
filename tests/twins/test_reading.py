"""The same cards and the same query: SQLite, PostgreSQL and the worker give the same answers."""

from dataclasses import asdict, replace
from typing import Any

from cards import ALIKE, PAGES_OF_THEM, cards, placed, queries
from flask import Flask
from hypothesis import example, given, settings
from hypothesis import strategies as st
from stage import Stage, asking, put
from towns import ME, Scopes, id_of, towns
from worker import Worker

from app.documents.reading import Missing, read
from app.pages import PAGES
from app.reads import List, Mine, Scope
from app.views.pages import asked

SPEC = List(
    "project",
    where=("neighbourhood", "phase"),
    search="search",
    sort=("-activity", "-supports", "sort_title"),
    size=2,
    join={"neighbourhood": "neighbourhood"},
)
WITH_POINT = replace(SPEC, has="point")


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
    for spec in (SPEC, WITH_POINT):
        answers = worker.ask(
            "lists", read=asdict(spec), path="/projects", queries=addresses, cards=cards
        )
        for text, answer in zip(addresses, answers, strict=True):
            with asking(server, text) as query:
                assert read(spec, "/projects", {}, query, "") == answer, text


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


CLOCKS = ("", "2026-06-01T12:59", "2026-06-01T13:00", "2026-06-02T00:01", "2027-01-01T00:00")
"""The town's clock before and after the shifts of `towns` are over."""


@settings(max_examples=25)
@given(scopes=towns(), now=st.sampled_from(CLOCKS))
@example(scopes=NEAR_AND_FAR, now="")
def test_scopes(server: Flask, worker: Worker, scopes: Scopes, now: str) -> None:
    put(server, scopes)
    for page in PAGES:
        for spec in page.reads.values():
            if isinstance(spec, Scope):
                kind = spec.name.partition(":")[0]
                for values in ({"id": id_of(kind, 0)}, {"id": id_of("nothing", 0)}):
                    answer = worker.ask(
                        "scope", read=asdict(spec), values=values, scopes=scopes, now=now
                    )
                    assert read_scope(server, spec, values, now) == answer


@settings(max_examples=25)
@given(scopes=towns(), now=st.sampled_from(CLOCKS))
def test_what_is_mine(server: Flask, worker: Worker, scopes: Scopes, now: str) -> None:
    put(server, scopes)
    specs = [spec for page in PAGES for spec in page.reads.values() if isinstance(spec, Mine)]
    for spec in specs:
        for me in (ME, ""):
            answer = worker.ask("mine", read=asdict(spec), me=me, scopes=scopes, now=now)
            with asking(server, "") as query:
                assert read(spec, "/", {}, query, me, now) == answer


@settings(max_examples=25)
@given(scopes=towns())
def test_what_is_over_is_in_no_list(server: Flask, worker: Worker, scopes: Scopes) -> None:
    put(server, scopes)
    lists = [spec for page in PAGES for spec in page.reads.values() if isinstance(spec, List)]
    for spec in (spec for spec in lists if spec.upcoming):
        for now in CLOCKS:
            [answer] = worker.ask(
                "lists",
                read=asdict(spec),
                path="/shifts",
                queries=[""],
                cards=scopes["public"],
                now=now,
            )
            with asking(server, "") as query:
                found = read(spec, "/shifts", {}, query, "", now)
            assert found == answer
            assert all(body["ends"] > now for body in found["rows"])


def read_scope(server: Flask, spec: Scope, values: dict[str, str], now: str) -> Any:
    """A Scope; None where its root is missing."""
    with asking(server, "") as query:
        try:
            return read(spec, "/", values, query, "", now)
        except Missing:
            return None
