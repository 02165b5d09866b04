"""A browser at home, where somebody types the code of their ticket."""

from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import APIRequestContext, Playwright
from server import Server


@contextmanager
def at_home(playwright: Playwright, server: Server) -> Iterator[APIRequestContext]:
    """Its requests are the site's own."""
    origin = f"http://localhost:{server.port}"
    home = playwright.request.new_context(base_url=origin, extra_http_headers={"Origin": origin})
    yield home
    home.dispose()
