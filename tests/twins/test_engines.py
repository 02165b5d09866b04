"""Each construct that the subset allows gives the same bytes in Jinja2 and the worker."""

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jinja2 import Environment, FileSystemLoader
from stage import Stage
from subset import ALLOWED, FILTERS
from template_check import faults
from texts import texts, times, zones
from worker import PROBES, Worker

from app.models import LANGUAGES
from app.words import words

items = st.fixed_dictionaries(
    {"text": texts, "flag": st.booleans(), "number": st.sampled_from((0, 1))}
)
SIGN_UP = {
    "id": "a",
    "title": "<Grillen>",
    "cancelled": "",
    "starts": "2026-06-01T11:00",
    "ends": "2026-06-01T11:30",
}
contexts = st.fixed_dictionaries(
    {
        "language": st.sampled_from(LANGUAGES),
        "town": st.fixed_dictionaries(
            {"name": texts, "time_zone": zones},
            optional={"phases": st.just({"a": "<Keim>", "'": "\"A\" & 'B'"})},
        ),
        "items": st.lists(items, max_size=3),
        "part": st.just("item.html"),
        "other": texts | st.sampled_from(("a", "'")),
        "flag": st.booleans(),
        "number": st.integers(0, 5000),
        "urls": st.just({"a b.js": "/a-b.js?a&b"}),
        "thing": st.just({"html": "<p>\"'&amp;</p>", "long_html": '<h2>"</h2>'}),
        "time": st.just("") | times,
        "wall": texts | st.just("2026-06-01T10:00"),
        "shift": st.just({"id": "s", "starts": "2026-06-01T10:00", "ends": "2026-06-01T12:00"}),
        "mine": st.sampled_from(
            ({}, {"support:a": {"id": "a"}}, {"support:'": {"id": "'"}, "sign_up:a": SIGN_UP})
        ),
    }
)


@pytest.fixture(scope="module")
def jinja(stage: Stage) -> Environment:
    """The app's environment over the probes."""
    return stage.app.jinja_env.overlay(loader=FileSystemLoader(PROBES))


@given(context=contexts)
def test_the_engines_agree(jinja: Environment, worker: Worker, context: dict[str, Any]) -> None:
    said = words(context["language"])
    spoken = context | {"_": said.gettext, "ngettext": said.ngettext}
    expected = jinja.get_template("page.html").render(spoken)
    assert worker.ask("probe", template="page.html", context=context) == expected


def test_the_probes_use_what_is_allowed_and_all_of_it(jinja: Environment) -> None:
    used: set[type] = set()
    filters: set[str] = set()
    for file in Path(PROBES).iterdir():
        assert faults(file.read_text()) == []
        tree = jinja.parse(file.read_text())
        todo = [tree]
        while todo:
            node = todo.pop()
            used.add(type(node))
            filters |= {getattr(node, "name", "")} & set(FILTERS)
            todo += node.iter_child_nodes()
    assert used == set(ALLOWED)
    assert filters == set(FILTERS)
