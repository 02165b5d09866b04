"""Pages for visitors without a session, rendered once: they are kept until the clock ticks.

What such a page says depends on the documents, the address, the languages and encodings that the
browser takes, and where it speaks of what is over, on the minute. Whoever brings another cookie
than the one of the language, or a session of a kiosk, gets a page of their own each time.

Each process keeps what it has answered, complete with headers and compressed.
"""

from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from threading import Lock
from typing import Any

from flask import Flask, Response, current_app, g, request

from ..db import now
from ..pages import Page
from ..reading import CLOCK, Moment, snapshot
from .actor import current_moment
from .kiosk_token import SESSION_HEADER
from .language import COOKIE

MOST_BYTES = 16 * 1024 * 1024
MOST_BYTES_OF_KEY = 1024

Key = tuple[str, ...]


@dataclass(frozen=True)
class Kept:
    """An answer as it went out."""

    body: bytes
    headers: list[tuple[str, str]]


class Shelf:
    """Answers of one moment, those asked for last; together at most `most` bytes."""

    def __init__(self, most: int = MOST_BYTES) -> None:
        self._most = most
        self._bytes = 0
        self._moment = Moment("", 0)
        self._kept: OrderedDict[Key, Kept] = OrderedDict()
        self._lock = Lock()

    def get(self, moment: Moment, key: Key) -> Kept | None:
        """What was answered at this moment."""
        with self._lock:
            if moment != self._moment or key not in self._kept:
                return None
            self._kept.move_to_end(key)
            return self._kept[key]

    def put(self, moment: Moment, key: Key, kept: Kept) -> None:
        """Keep an answer; those of another moment are dropped, unless they are newer."""
        with self._lock:
            if moment != self._moment:
                if moment[0] == self._moment[0] and moment[1] < self._moment[1]:
                    return
                self._moment, self._bytes = moment, 0
                self._kept.clear()
            if key in self._kept:
                return
            self._kept[key] = kept
            self._bytes += _size(key, kept)
            while self._bytes > self._most:
                self._bytes -= _size(*self._kept.popitem(last=False))

    def __len__(self) -> int:
        return len(self._kept)


def _size(key: Key, kept: Kept) -> int:
    texts = [*key, *(text for header in kept.headers for text in header)]
    return len(kept.body) + sum(map(len, texts))


def register(app: Flask) -> None:
    """Keep answers as they go out: to be called before anything else that changes them."""
    app.extensions["rendered"] = Shelf()
    app.after_request(_keep)


def rendered(page: Page, make: Callable[[], Response]) -> Response:
    """The answer of `make`, called in a snapshot, or the same from before."""
    g.rendered = None
    key = _key(page)
    if key:
        kept = _shelf().get(current_moment(), key)
        if kept:
            return Response(kept.body, headers=kept.headers)
    with snapshot() as connection:
        if key:
            g.rendered = (Moment(*connection.execute(CLOCK).one()), key)
        return make()


def _keep(response: Response) -> Response:
    """Give a page's answer the tag by which browsers ask whether it is still the same."""
    if "rendered" not in g or response.status_code != 200:
        return response
    response.add_etag()
    if g.rendered and "Set-Cookie" not in response.headers:
        _shelf().put(*g.rendered, Kept(response.get_data(), list(response.headers)))
    return response.make_conditional(request)


def _key(page: Page) -> Key:
    """What the answer depends on besides documents; nothing where it is not to be kept."""
    if request.method != "GET" or not request.cookies.keys() <= {COOKIE}:
        return ()
    if SESSION_HEADER in request.headers:
        return ()
    key = (
        request.url,
        request.cookies.get(COOKIE, ""),
        *(request.headers.get(name, "") for name in ("Accept-Language", "Accept-Encoding")),
        f"{now():%Y-%m-%dT%H:%M}" if _speaks_of_time(page) else "",
    )
    return key if sum(map(len, key)) <= MOST_BYTES_OF_KEY else ()


def _speaks_of_time(page: Page) -> bool:
    reads: list[Any] = list(page.reads.values())
    return any(getattr(read, "upcoming", "") or getattr(read, "over", {}) for read in reads)


def _shelf() -> Shelf:
    shelf: Shelf = current_app.extensions["rendered"]
    return shelf
