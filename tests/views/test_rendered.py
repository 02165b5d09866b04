"""Pages for visitors without a session: rendered once, and never older than the clock."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Event
from typing import Any

import brotli
import pytest
from cast import Cast
from uuid6 import uuid7

from app.db import db, now
from app.models import Clock
from app.views import pages, rendered
from app.views.rendered import Kept, Shelf
from app.writing import writing

PATIENCE = 10
"""Seconds after which a test has hung."""
PHONE = {"Accept-Language": "de", "Accept-Encoding": "br"}
MOMENT = ("epoch", 7)


@pytest.fixture
def renderings(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> Callable[[], int]:
    """How many pages have been rendered so far."""
    made = []
    fresh = pages.fresh

    def counting(*given: Any) -> Any:
        made.append(given)
        return fresh(*given)

    monkeypatch.setattr(pages, "fresh", counting)
    return lambda: len(made)


class TestPages:
    def test_are_rendered_once_and_answered_alike(
        self, cast: Cast, renderings: Callable[[], int]
    ) -> None:
        first, second = (cast.guest().get("/projects", headers=PHONE) for _ in range(2))
        assert renderings() == 1
        assert second.data == first.data
        assert dict(second.headers) == dict(first.headers)
        assert first.headers["Content-Encoding"] == "br"

    def test_are_made_anew_when_something_was_written(
        self, cast: Cast, renderings: Callable[[], int]
    ) -> None:
        path = f"/projects/{cast.project}"
        assert "Ich bringe Holz." not in cast.guest().get(path).text
        cast.bernd.does("comment", on=str(cast.project), body="Ich bringe Holz.")
        assert "Ich bringe Holz." in cast.guest().get(path).text
        assert renderings() == 2

    def test_are_made_anew_in_another_epoch(
        self, cast: Cast, renderings: Callable[[], int]
    ) -> None:
        cast.guest().get("/projects")
        with writing():
            db.session.get_one(Clock, 1).epoch = str(uuid7())
        cast.guest().get("/projects")
        assert renderings() == 2

    def test_of_a_session_are_its_own(self, cast: Cast, renderings: Callable[[], int]) -> None:
        path = f"/projects/{cast.project}"
        cast.bernd.does("comment", on=str(cast.project), body="Ich bringe Holz.")
        for _ in range(2):
            assert "/commands/edit_comment" in cast.bernd.client.get(path).text
            assert "/commands/edit_comment" not in cast.guest().get(path).text
        assert renderings() == 3

    def test_are_kept_for_nobody_who_brings_an_unknown_cookie(
        self, cast: Cast, renderings: Callable[[], int]
    ) -> None:
        guest = cast.guest()
        guest.set_cookie("other", "1", domain="localhost")
        for _ in range(2):
            guest.get("/projects")
        assert renderings() == 2

    def test_keep_languages_apart(self, cast: Cast) -> None:
        chosen = cast.guest()
        chosen.set_cookie("language", "en", domain="localhost")
        for _ in range(2):
            assert '<html lang="de">' in cast.guest().get("/projects").text
            asked = cast.guest().get("/projects", headers={"Accept-Language": "en"})
            assert '<html lang="en">' in asked.text
            assert '<html lang="en">' in chosen.get("/projects").text

    def test_keep_encodings_apart(self, cast: Cast) -> None:
        for _ in range(2):
            plain = cast.guest().get("/projects", headers={"Accept-Language": "de"})
            packed = cast.guest().get("/projects", headers=PHONE)
            assert "Content-Encoding" not in plain.headers
            assert brotli.decompress(packed.data) == plain.data

    def test_keep_addresses_and_origins_apart(
        self, cast: Cast, renderings: Callable[[], int]
    ) -> None:
        for address in ("/projects", "/projects?q=bank", "/projects?q=bach"):
            cast.guest().get(address)
        cast.guest().get("/projects", base_url="https://localhost")
        assert renderings() == 4

    def test_that_speak_of_what_is_over_are_kept_for_a_minute(
        self, cast: Cast, renderings: Callable[[], int], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        for path in ("/projects", "/shifts"):
            cast.guest().get(path)
        later = now() + timedelta(minutes=1)
        monkeypatch.setattr(rendered, "now", lambda: later)
        for path in ("/projects", "/shifts"):
            cast.guest().get(path)
        assert renderings() == 3

    def test_that_are_not_there_are_not_kept(self, cast: Cast) -> None:
        for _ in range(2):
            assert cast.guest().get(f"/projects/{uuid7()}").status_code == 404
        assert len(cast.app.extensions["rendered"]) == 0

    @pytest.mark.parametrize("who", ["guest", "bernd"])
    def test_are_not_sent_again_to_a_browser_that_has_them(self, cast: Cast, who: str) -> None:
        client = cast.guest() if who == "guest" else cast.bernd.client
        first = client.get("/projects", headers=PHONE)
        known = PHONE | {"If-None-Match": first.headers["ETag"]}
        again = client.get("/projects", headers=known)
        assert (again.status_code, again.data) == (304, b"")
        assert again.headers["ETag"] == first.headers["ETag"]
        cast.bernd.does("comment", on=str(cast.project), body="Ich bringe Holz.")
        assert client.get("/projects", headers=known).status_code == 200


class TestAskedForAtOnce:
    """Two visitors; the first answer is not made before the second has to wait for it."""

    @pytest.fixture
    def held(self, monkeypatch: pytest.MonkeyPatch) -> "Held":
        held = Held(pages.fresh)
        monkeypatch.setattr(pages, "fresh", held.fresh)
        monkeypatch.setattr(rendered, "step_aside", held.waits.set)
        return held

    def test_it_is_made_once(self, cast: Cast, held: "Held") -> None:
        with ThreadPoolExecutor() as pool:
            first = pool.submit(cast.guest().get, "/projects", headers=PHONE)
            held.begun.wait(PATIENCE)
            second = pool.submit(cast.guest().get, "/projects", headers=PHONE)
            answers = [each.result() for each in (first, second)]
        assert held.made == 1
        assert answers[0].data == answers[1].data
        assert answers[0].status_code == 200

    def test_what_was_written_meanwhile_is_seen(self, cast: Cast, held: "Held") -> None:
        path = f"/projects/{cast.project}"
        with ThreadPoolExecutor() as pool:
            first = pool.submit(cast.guest().get, path)
            held.begun.wait(PATIENCE)
            cast.bernd.does("comment", on=str(cast.project), body="Ich bringe Holz.")
            second = pool.submit(cast.guest().get, path)
            assert "Ich bringe Holz." not in first.result().text
            assert "Ich bringe Holz." in second.result().text
        assert held.made == 2

    def test_where_the_first_fails_the_second_does_not(self, cast: Cast, held: "Held") -> None:
        held.fails = True
        with ThreadPoolExecutor() as pool:
            first = pool.submit(cast.guest().get, "/projects")
            held.begun.wait(PATIENCE)
            second = pool.submit(cast.guest().get, "/projects")
            assert [first.result().status_code, second.result().status_code] == [500, 200]
        assert held.made == 2


class Held:
    """Makes pages by `make`; the first not before somebody `waits`, and maybe not at all."""

    def __init__(self, make: Callable[..., Any]) -> None:
        self.begun, self.waits = Event(), Event()
        self.made = 0
        self.fails = False
        self._make = make

    def fresh(self, *given: Any) -> Any:
        self.made += 1
        if self.made > 1:
            return self._make(*given)
        self.begun.set()
        assert self.waits.wait(PATIENCE)
        if self.fails:
            raise RuntimeError("no page")
        return self._make(*given)


class TestShelf:
    def test_drops_what_was_not_asked_for_longest(self) -> None:
        shelf = Shelf(most=25)
        for key in ("a", "b"):
            shelf.put(MOMENT, (key,), Kept(b"x" * 10, []))
        assert shelf.get(MOMENT, ("a",))
        shelf.put(MOMENT, ("c",), Kept(b"x" * 10, []))
        assert [bool(shelf.get(MOMENT, (key,))) for key in "abc"] == [True, False, True]

    def test_keeps_nothing_that_is_larger_than_all_of_it(self) -> None:
        shelf = Shelf(most=5)
        shelf.put(MOMENT, ("a",), Kept(b"x" * 10, []))
        assert len(shelf) == 0

    def test_holds_the_newest_moment_alone(self) -> None:
        shelf, kept = Shelf(), Kept(b"", [])
        shelf.put(MOMENT, ("a",), kept)
        shelf.put(("epoch", 6), ("late",), kept)
        assert shelf.get(MOMENT, ("a",)) is kept
        assert not shelf.get(("epoch", 6), ("late",))
        shelf.put(("epoch", 8), ("b",), kept)
        assert not shelf.get(MOMENT, ("a",))

    def test_begins_anew_in_another_epoch(self) -> None:
        shelf, kept = Shelf(), Kept(b"", [])
        shelf.put(MOMENT, ("a",), kept)
        shelf.put(("restored", 3), ("a",), kept)
        assert shelf.get(("restored", 3), ("a",)) is kept
        assert not shelf.get(MOMENT, ("a",))
