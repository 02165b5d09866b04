"""What only a worker shows, rendered from the same context by Flask: the bytes are equal, too.

Waiting and refused commands in pages, the outbox, the device page, the offline page.
"""

from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.strategies import DataObject
from letters import CODES, FIELDS, outboxes
from stage import ASSETS, BUILD, Stage
from test_pages import PRODUCT, differences, replica
from texts import texts, times
from towns import Body, id_of, readers, towns
from worker import Worker

from app.commands import COMMANDS
from app.pages import PAGES, Page
from app.reads import List

DETAILS = [f"/{kind}s/{id_of(kind, 0)}" for kind in ("project", "proposal", "neighbourhood")]
URLS = (
    "/", "/projects", "/proposals", "/mine", "/shifts", "/search", "/search?q=e", "/outbox",
    "/account", "/device", *DETAILS,
)  # fmt: skip
OTHERS = (
    {"count": 0, "since": ""},
    {"count": 1, "since": "2026-03-28T23:30:00.000Z"},
    {"count": 12, "since": "2026-10-25T00:30:00.000Z"},
)
"""What waits for somebody else."""


@pytest.fixture(scope="module", autouse=True)
def context(stage: Stage) -> Iterator[None]:
    """Forms, which know the names of a command's args, exist within an application only."""
    with stage.app.app_context():
        yield


def template_of(url: str) -> str:
    """The template of a URL, which the worker's answer does not name."""
    path = url.partition("?")[0]
    paths = (path, f"{path.rpartition('/')[0]}/<uuid:id>")
    return next(page.template for page in PAGES if page.path in paths)


def equal(stage: Stage, template: str, url: str, answer: Body) -> None:
    """Flask makes the worker's page of the worker's context."""
    context = answer["context"] | {"rendered_by": "flask"}
    found = differences(stage.render(template, url, context), answer["html"])
    assert not found, "\n".join([url, *map(repr, found)])


@given(scopes=towns(), reader=readers(), pulled_at=st.just("") | times, data=st.data())
def test_pages_with_what_waits(
    stage: Stage,
    worker: Worker,
    scopes: dict[str, Any],
    reader: Body | None,
    pulled_at: str,
    data: DataObject,
) -> None:
    commands = data.draw(outboxes(scopes), label="outbox")
    held = replica(scopes, reader, *commands, pulled_at=pulled_at) | {
        "others": data.draw(st.sampled_from(OTHERS)),
        "signed_out": data.draw(st.booleans()),
    }
    for url in URLS:
        answer = worker.ask("page", url=url, replica=held, product=PRODUCT)
        if answer["html"] is not None:
            equal(stage, template_of(url), url, answer)


@settings(max_examples=25)
@given(scopes=towns(), reader=readers(), data=st.data())
def test_the_page_that_says_what_is_missing(
    stage: Stage, worker: Worker, scopes: dict[str, Any], reader: Body | None, data: DataObject
) -> None:
    held = replica({"public": scopes["public"]}, reader, *data.draw(outboxes(scopes)))
    for url in (*DETAILS, "/nowhere?a=%22"):
        answer = worker.ask("offline", url=url, replica=held, product=PRODUCT)
        equal(stage, "device/offline.html", url, answer)


def lists_much(page: Page) -> bool:
    """Whether it lists projects or proposals, of which a large town has thousands."""
    kinds = {spec.kind for spec in page.reads.values() if isinstance(spec, List)}
    return bool(kinds & {"project", "proposal"})


@settings(max_examples=5)
@given(scopes=towns(), reader=readers())
def test_lists_of_which_a_part_is_here_say_so(
    stage: Stage, worker: Worker, scopes: dict[str, Any], reader: Body | None
) -> None:
    held = replica(scopes, reader) | {"partial": True}
    lists = {page.path for page in PAGES if page.path in URLS and lists_much(page)} | {DETAILS[2]}
    for url in URLS:
        answer = worker.ask("page", url=url, replica=held, product=PRODUCT)
        if answer["html"] is not None:
            equal(stage, template_of(url), url, answer)
            assert ('class="partial"' in answer["html"]) == (url.partition("?")[0] in lists), url


def test_a_phone_with_nothing_says_so(stage: Stage, worker: Worker) -> None:
    held = replica({}, None)
    for url in ("/projects", DETAILS[0]):
        assert worker.ask("page", url=url, replica=held, product=PRODUCT)["html"] is None
    answer = worker.ask("offline", url="/projects", replica=held, product=PRODUCT)
    equal(stage, "device/offline.html", "/projects", answer)


CONTEXT = {
    "town": {
        "id": "town",
        "name": "Müster & Stadt",
        "motto": "",
        "time_zone": "Europe/Berlin",
        "languages": ["de", "en"],
    },
    "me": False,
    "mine": {},
    "outbox_count": 0,
    "signed_out": False,
    "path": "/",
    "url": "/",
    "origin": "http://localhost",
    "assets": ASSETS,
    "build": BUILD,
    "language": "en",
    "values": {},
    "errors": {},
}
"""Templates that only Flask shows today may be the worker's tomorrow."""


def rendered_alike(stage: Stage, worker: Worker, template: str, context: Body) -> None:
    context = CONTEXT | context
    html = worker.ask("render", template=template, context=context | {"rendered_by": "worker"})
    equal(stage, template, "/", {"html": html, "context": context})


@pytest.mark.parametrize("status", [400, 403, 404, 405, 410, 413, 415, 422, 429, 500, 503])
def test_error_pages(stage: Stage, worker: Worker, status: int) -> None:
    rendered_alike(stage, worker, "error/show.html", {"status": status})


def test_a_browser_that_keeps_nothing(stage: Stage, worker: Worker) -> None:
    rendered_alike(stage, worker, "device/show.html", {"device": {"known": False}})


# The forms of staff pages are the server's alone.
@pytest.mark.parametrize("name", sorted(n for n in COMMANDS if COMMANDS[n].noun != "admin"))
@given(text=texts, code=st.sampled_from(CODES), error=st.sampled_from(("", *FIELDS)))
def test_refused_forms(
    stage: Stage, worker: Worker, name: str, text: str, code: str, error: str
) -> None:
    spec = COMMANDS[name]
    fields = spec.form(formdata=None)._fields
    context = {
        "command": {
            "name": name,
            "noun": spec.noun,
            "form": f"{spec.noun}/form_{name}.html",
        },
        "values": dict.fromkeys(fields, text),
        "errors": dict.fromkeys(fields, error) if error else {},
        "code": code,
        "back": "/projects?q=%22",
    }
    rendered_alike(stage, worker, "command/problem.html", context)
