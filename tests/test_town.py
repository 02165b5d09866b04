"""`flask town`: every setting, and every wrong one in words."""

import re
from pathlib import Path

import pytest
from cast import Cast
from settings import Run, card, run
from sqlalchemy import select

from app.db import db
from app.documents.text import article
from app.models import Town

__all__ = ["run"]


def test_all_that_can_be_set(cast: Cast, run: Run, tmp_path: Path) -> None:
    text = tmp_path / "text.md"
    text.write_text("## Wer?\n\nWir. <script>alert(1)</script>", encoding="utf-8")
    texts = [f"--{name}" for name in ("imprint", "privacy", "accessibility", "opening-hours")]
    run(
        "set", "--name", "Neustadt", "--motto", "Los!", "--time-zone", "Europe/Vienna",
        "--language", "en", "--language", "de", "--colour", "#14513C", "--phase", "idea=Keim",
        "--tiles", "https://tiles.example/{z}/{x}/{y}.png", "--attribution", "© Leute",
        *(word for name in texts for word in (name, text)),
    )  # fmt: skip
    body = card(cast)
    expected = {
        "name": "Neustadt",
        "motto": "Los!",
        "time_zone": "Europe/Vienna",
        "languages": ["en", "de"],
        "colour": "#14513c",
        "phases": {"idea": "Keim"},
        "tiles": "https://tiles.example/{z}/{x}/{y}.png",
        "attribution": "© Leute",
    }
    assert body | expected == body
    whole = cast.dilan.sees("town")["town"]
    for name in ("imprint", "privacy", "accessibility", "opening_hours"):
        assert "<h2>Wer?</h2>" in whole[f"{name}_html"]
        assert "<script" not in whole[f"{name}_html"]
        assert f"{name}_html" not in body
    shown = run("show")
    assert "idea=Keim" in shown
    assert "Neustadt" in shown


def test_phases_are_named_one_by_one(cast: Cast, run: Run) -> None:
    run("set", "--phase", "idea=Keim", "--phase", "done=Ernte")
    run("set", "--phase", "idea=")
    assert card(cast)["phases"] == {"done": "Ernte"}
    page = cast.dilan.client.get("/projects").text
    assert "Ernte" in page
    assert "Idee" in page


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("--name", " "), "name: There has to be something"),
        (("--motto", "x" * 201), "201 characters, 200"),
        (("--motto", "a\nb"), "motto: This has to be one line"),
        (("--time-zone", "Quirl"), "time-zone: “Quirl” is no time zone"),
        (("--language", "xx"), "There is no “xx”. There is: de, en, de-simple."),
        (("--colour", "green"), "“green” is no colour"),
        (("--colour", "#ffcc00"), "1.26 to 1, at least 4.5 to 1 is needed"),
        (("--phase", "idee=Keim"), "There is no “idee”"),
        (("--phase", "Keim"), "write code=name"),
        (("--tiles", "http://tiles.example/{z}/{x}/{y}"), "no address of map tiles"),
        (("--tiles", "https://tiles.example/{z}/{x}"), "no address of map tiles"),
        (("--arms", "/nowhere.png"), "No such file"),
        (("--imprint", "/nowhere.md"), "does not exist"),
        ((), "Say what to set"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_changes(
    cast: Cast, run: Run, arguments: tuple[str, ...], words: str
) -> None:
    before = card(cast)
    more = ("--attribution", "©") if arguments else ()
    assert words in run("set", *more, *arguments, fails=True)
    assert card(cast) == before


def test_the_nearest_darker_colour_is_a_colour(cast: Cast, run: Run) -> None:
    darker = re.findall("#[0-9a-f]{6}", run("set", "--colour", "#ffcc00", fails=True))[-1]
    run("set", "--colour", darker)
    assert card(cast)["colour"] == darker
    run("set", "--colour", "none")
    assert (card(cast)["colour"], card(cast)["style"]) == ("", "")


def test_headings_of_the_towns_texts_stand_below_the_title() -> None:
    assert article("# A\n## B\n### C\n#### D") == (
        "<h2>A</h2>\n<h2>B</h2>\n<h3>C</h3>\n<h3>D</h3>\n"
    )
    assert 'rel="noopener noreferrer"' in article("[Stadt](https://stadt.example)")


def test_there_is_one_town(cast: Cast, run: Run) -> None:
    assert "There is a town already." in run("create", "Zweite", fails=True)
    assert db.session.scalars(select(Town.name)).all() == ["Musterstadt"]
