"""Every page of the table."""

from collections.abc import Callable
from typing import Any
from urllib.parse import parse_qsl

from flask import Blueprint, abort, request

from ..documents.reading import Missing, read
from ..pages import PAGES, Page
from ..reading import snapshot
from ..templating import page_html
from .actor import current_actor

pages = Blueprint("pages", __name__)


def show(page: Page, values: dict[str, str]) -> str:
    """Render a row of the table for the request's query string."""
    query = asked()
    actor = str(current_actor().id or "")
    with snapshot():
        try:
            reads = {
                name: read(spec, request.path, values, query, actor)
                for name, spec in page.reads.items()
            }
        except Missing:
            abort(404)
        return page_html(page.template, reads)


def asked() -> dict[str, str]:
    """The query string, each name's first value.

    Broken UTF-8 becomes U+FFFD, as in the worker's URLSearchParams; `request.args` leaves it
    quoted, and raises where it came unquoted.
    """
    text = request.query_string.decode("utf-8", "replace")
    pairs = parse_qsl(text, keep_blank_values=True, errors="replace")
    return {name: value.replace("\0", "") for name, value in reversed(pairs)}


def _view(page: Page) -> Callable[..., str]:
    def view(**values: Any) -> str:
        return show(page, {name: str(value) for name, value in values.items()})

    return view


for _page in PAGES:
    pages.add_url_rule(_page.path, _page.path, _view(_page))
