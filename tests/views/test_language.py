"""In which language a page speaks."""

import pytest
from cast import SAME_ORIGIN, Cast

from app.db import db
from app.models import Town
from app.writing import writing


def language(answer: object) -> str:
    """The language that the page says it is in."""
    return answer.text.partition('<html lang="')[2].partition('"')[0]  # type: ignore[attr-defined]


class TestLanguage:
    @pytest.mark.parametrize(
        ("asked", "spoken"),
        [
            ("", "de"),
            ("en-GB,en;q=0.9", "en"),
            ("fi", "de"),
            ("de-AT", "de"),
            ("fi,en;q=0.1", "en"),
        ],
    )
    def test_is_what_the_browser_asks_for(self, cast: Cast, asked: str, spoken: str) -> None:
        answer = cast.guest().get("/projects", headers={"Accept-Language": asked})
        assert language(answer) == spoken
        assert "Accept-Language" in answer.headers["Vary"]

    def test_is_what_was_chosen(self, cast: Cast) -> None:
        guest = cast.guest()
        headers = SAME_ORIGIN | {"Referer": "http://localhost/projects?q=bank"}
        answer = guest.post("/language", data={"language": "en"}, headers=headers)
        assert (answer.status_code, answer.location) == (303, "/projects?q=bank")
        page = guest.get("/projects", headers={"Accept-Language": "de"})
        assert language(page) == "en"
        assert "All projects" not in page.text
        assert "Lend" in page.text or "Projects" in page.text

    def test_is_one_that_the_town_offers(self, cast: Cast) -> None:
        with writing():
            db.session.get_one(Town, 1).languages = ["en", "de"]
        guest = cast.guest()
        guest.set_cookie("language", "de-simple", domain="localhost")
        assert language(guest.get("/projects", headers={"Accept-Language": "fi"})) == "en"

    @pytest.mark.parametrize("chosen", ["", "xx", "DE", "<b>"])
    def test_refuses_what_is_none(self, cast: Cast, chosen: str) -> None:
        answer = cast.guest().post("/language", data={"language": chosen}, headers=SAME_ORIGIN)
        assert answer.status_code == 422
        assert "Set-Cookie" not in answer.headers

    def test_refuses_other_sites(self, cast: Cast) -> None:
        assert cast.guest().post("/language", data={"language": "en"}).status_code == 403

    def test_errors_speak_it_too(self, cast: Cast) -> None:
        answer = cast.guest().get("/nothing", headers={"Accept-Language": "en"})
        assert (answer.status_code, language(answer)) == (404, "en")
        assert "There is nothing here" in answer.text
