"""Pages for visitors without a session, rendered once: they are kept until the clock ticks.

What such a page says depends on the documents, the address, the languages and encodings that the
browser takes, and where it speaks of what is over, on the minute. Whoever brings another cookie
than the one of the language, or a session of a kiosk, gets a page of their own each time.

Each process keeps what it has answered, complete with headers and compressed. Those who ask for the
same at a time wait for the first of them: when the clock has ticked all would else make it anew.
"""

from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from threading import Event, Lock
from typing import Any

from flask import Flask, Response, current_app, g, request

from ..db import now
from ..pages import Page
from ..reading import CLOCK, Moment, snapshot
from ..serving.relay import step_aside
from .actor import current_moment
from .kiosk_token import SESSION_HEADER
from .language import COOKIE

MOST_BYTES = 16 * 1024 * 1024
MOST_BYTES_OF_KEY = 1024
LONGEST = 1.0
"""Seconds that somebody waits for an answer that another makes."""

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
        self._made: dict[Key, Event] = {}
        self._lock = Lock()

    def get(self, moment: Moment, key: Key) -> Kept | None:
        """What was answered at this moment, or at a later one."""
        with self._lock:
            is_fresh = moment[0] == self._moment[0] and moment[1] <= self._moment[1]
            if not is_fresh or key not in self._kept:
                return None
            self._kept.move_to_end(key)
            return self._kept[key]

    def turn(self, key: Key) -> tuple[Event, bool]:
        """What is set when this answer has been made, and whether the caller is to make it."""
        with self._lock:
            is_free = key not in self._made
            return self._made.setdefault(key, Event()), is_free

    def ends(self, key: Key, made: Event) -> None:
        """Whoever had this turn has made the answer, or could not: those who wait go on."""
        with self._lock:
            if self._made.get(key) is made:
                del self._made[key]
        made.set()

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
    app.teardown_request(_end)


def rendered(page: Page, make: Callable[[], Response]) -> Response:
    """The answer of `make`, called in a snapshot, or the same from before."""
    g.rendered = None
    key = _key(page)
    if key:
        kept = _found(key)
        if kept:
            return Response(kept.body, headers=kept.headers)
    with snapshot() as connection:
        if key:
            g.rendered = (Moment(*connection.execute(CLOCK).one()), key)
        return make()


def _found(key: Key) -> Kept | None:
    """What is kept, or is being made; else it is for this request to make."""
    shelf, moment = _shelf(), current_moment()
    # Who began before this request came may have read an older moment; who comes after has not.
    for _ in range(2):
        kept = shelf.get(moment, key)
        if kept:
            return kept
        made, is_mine = shelf.turn(key)
        if is_mine:
            g.making = (key, made)
            return None
        step_aside()
        made.wait(LONGEST)
    return shelf.get(moment, key)


def _keep(response: Response) -> Response:
    """Give a page's answer the tag by which browsers ask whether it is still the same."""
    if "rendered" not in g or response.status_code != 200:
        return response
    response.add_etag()
    if g.rendered and "Set-Cookie" not in response.headers:
        _shelf().put(*g.rendered, Kept(response.get_data(), list(response.headers)))
    return response.make_conditional(request)


def _end(_error: BaseException | None) -> None:
    making = g.pop("making", None)
    if making:
        _shelf().ends(*making)


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
