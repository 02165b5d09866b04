"""Several people write on one phone: no page shows anybody another's words."""

from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.strategies import DataObject
from letters import outboxes
from stage import Stage
from test_pages import PRODUCT
from test_written_pages import URLS
from towns import ME, Body, id_of, towns
from worker import Worker

AYSE, BERND = ME, id_of("person", 0)
GUEST, OTHER_GUEST = id_of("guest", 0), id_of("guest", 1)
MARKS = {AYSE: "von-ayse", BERND: "von-bernd", GUEST: "vom-gast", OTHER_GUEST: "vom-anderen-gast"}
"""What stands in each text and title that somebody has written on this phone."""
WORDS = ("title", "summary", "body", "place", "reason", "text")
READERS = {
    AYSE: {AYSE},
    BERND: {BERND},
    GUEST: {GUEST, OTHER_GUEST},
    "": {GUEST, OTHER_GUEST},
}
"""Who reads, and whose words they may see."""


def signed(command: Body, author: str) -> Body:
    """The command as this person has written it."""
    mark = MARKS[author]
    args = {
        name: f"{mark} {value}" if name in WORDS else value
        for name, value in command["args"].items()
    }
    return command | {"actor": author, "args": args, "on_title": mark, "on_path": f"/{mark}"}


@pytest.fixture(scope="module", autouse=True)
def context(stage: Stage) -> Iterator[None]:
    """Forms, which know the names of a command's args, exist within an application only."""
    with stage.app.app_context():
        yield


@settings(max_examples=8)
@given(scopes=towns(), data=st.data())
def test_no_page_shows_what_another_has_written(
    worker: Worker, scopes: dict[str, Any], data: DataObject
) -> None:
    drawn = data.draw(outboxes(scopes), label="outbox")
    authors = [data.draw(st.sampled_from(sorted(MARKS)), label="author") for _ in drawn]
    commands = [signed(*pair) for pair in zip(drawn, authors, strict=True)]
    made = [f"/{kind}s/{each['id']}" for kind in ("project", "proposal") for each in commands]
    for reader, own in READERS.items():
        phone = shared(reader, scopes, commands)
        pages = {
            url: worker.ask("shared_phone", url=url, phone=phone, product=PRODUCT)["html"] or ""
            for url in (*URLS, *made)
        }
        hidden = {mark for author, mark in MARKS.items() if author not in own}
        assert not {(url, mark) for url, html in pages.items() for mark in hidden if mark in html}
        others = {each["actor"] for each in commands if each["status"] != "settled"} - own
        assert ('id="outbox-others"' in pages["/outbox"]) == bool(others)


def shared(reader: str, scopes: dict[str, Any], commands: list[Body]) -> Body:
    """The phone in this reader's hands."""
    name = f"me:{reader}"
    me = {"id": reader, "name": "", "affiliation": "", "guest": reader == GUEST}
    own = {name: {name: me | {"roles": [], "codes": 0, "recovered": ""}}} if reader else {}
    return {
        "me": reader,
        "guests": [GUEST, OTHER_GUEST],
        "scopes": {name: docs for name, docs in scopes.items() if not name.startswith("me:")} | own,
        "commands": commands,
    }
