"""Every page of the table."""

from collections.abc import Callable
from typing import Any

from flask import Blueprint, abort, request

from ..documents.reading import Missing, read
from ..pages import PAGES, Page
from ..reading import snapshot
from ..templating import page_html

pages = Blueprint("pages", __name__)


def show(page: Page, values: dict[str, str]) -> str:
    """Render a row of the table for the request's query string."""
    query = {name: text.replace("\0", "") for name, text in request.args.items()}
    with snapshot():
        try:
            reads = {
                name: read(spec, request.path, values, query) for name, spec in page.reads.items()
            }
        except Missing:
            abort(404)
        return page_html(page.template, reads)


def _view(page: Page) -> Callable[..., str]:
    def view(**values: Any) -> str:
        return show(page, {name: str(value) for name, value in values.items()})

    return view


for _page in PAGES:
    pages.add_url_rule(_page.path, _page.path, _view(_page))
