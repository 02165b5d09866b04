"""Every page of the table."""

from collections.abc import Callable
from typing import Any
from urllib.parse import parse_qsl

from flask import Blueprint, Response, abort, make_response, request

from ..db import now
from ..documents.reading import Missing, read
from ..headers import policy_with
from ..pages import MAP, PAGES, Page
from ..templating import current_town, page_html
from ..wall_clock import wall_clock
from .actor import current_actor, note_use
from .rendered import rendered

pages = Blueprint("pages", __name__)
pages.before_request(note_use)


def show(page: Page, values: dict[str, str]) -> Response:
    """Render a row of the table for the request's query string."""
    return rendered(page, lambda: fresh(page, values))


def fresh(page: Page, values: dict[str, str]) -> Response:
    """Render it from the database, in whatever snapshot the caller has begun."""
    query = asked()
    actor = str(current_actor().id or "")
    clock = wall_clock(now(), current_town()["time_zone"])
    try:
        reads = {
            name: read(spec, request.path, values, query, actor, clock)
            for name, spec in page.reads.items()
        }
    except Missing:
        abort(404)
    answer = make_response(page_html(page.template, reads))
    if MAP in page.reads.values() and reads["map"]["root"]:
        answer.headers["Content-Security-Policy"] = policy_with(reads["map"]["root"]["tiles"])
    return answer


def asked() -> dict[str, str]:
    """The query string, each name's first value.

    Broken UTF-8 becomes U+FFFD, as in the worker's URLSearchParams; `request.args` leaves it
    quoted, and raises where it came unquoted.
    """
    text = request.query_string.decode("utf-8", "replace")
    pairs = parse_qsl(text, keep_blank_values=True, errors="replace")
    return {name: value.replace("\0", "") for name, value in reversed(pairs)}


def _view(page: Page) -> Callable[..., Response]:
    def view(**values: Any) -> Response:
        return show(page, {name: str(value) for name, value in values.items()})

    return view


for _page in PAGES:
    pages.add_url_rule(_page.path, _page.path, _view(_page))
