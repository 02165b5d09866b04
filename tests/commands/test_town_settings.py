"""The town's settings as administrators set them: whole parts, or nothing."""

import struct
from base64 import b64encode
from io import BytesIO
from typing import Any

import pytest
from cast import SAME_ORIGIN, Cast, Person
from roles import appoints
from settings import card

from app.commands.town import PARTS
from app.models.town import CHECKS

PNG = b"\x89PNG\r\n\x1a\n" + struct.pack(">I", 13) + b"IHDR" + bytes(17)
SET = {
    "name": {"name": "Neustadt", "motto": "Los!"},
    "language": {"speaks_de": "on", "speaks_en": "on", "usual": "en", "time_zone": "Europe/Vienna"},
    "colour": {"colour": "#14513C"},
    "phases": {"phase_idea": "Keim"},
    "map": {"tiles": "https://tiles.example/{z}/{x}/{y}.png", "attribution": "© Leute"},
    **{
        text: {text: "## Wer?\r\n\r\nWir. <script>alert(1)</script>"}
        for text in ("imprint", "privacy", "accessibility", "opening_hours")
    },
}


@pytest.fixture
def admin(cast: Cast) -> Person:
    return appoints(cast.ayse, "administrator")


def test_all_that_can_be_set(cast: Cast, admin: Person) -> None:
    assert SET.keys() == PARTS.keys()
    assert {setting for part in PARTS.values() for setting in part} == set(CHECKS)
    for part, args in SET.items():
        assert admin.does("set_town", part=part, **args)["status"] == "applied"
    body = card(cast)
    expected = {
        "name": "Neustadt", "motto": "Los!", "languages": ["en", "de"],
        "time_zone": "Europe/Vienna", "colour": "#14513c", "phases": {"idea": "Keim"},
        "tiles": "https://tiles.example/{z}/{x}/{y}.png", "attribution": "© Leute",
    }  # fmt: skip
    assert body | expected == body
    whole = cast.dilan.sees("town")["town"]
    for text in ("imprint", "privacy", "accessibility", "opening_hours"):
        assert "<h2>Wer?</h2>" in whole[f"{text}_html"]
        assert "<script" not in whole[f"{text}_html"]


def test_a_part_leaves_the_others(cast: Cast, admin: Person) -> None:
    before = card(cast)
    admin.does("set_town", part="name", name="Neustadt", motto="", colour="#14513c")
    assert card(cast) == before | {"name": "Neustadt"}


@pytest.mark.parametrize("name", ["set_town", "set_arms", "take_down_arms"])
def test_others_may_not(cast: Cast, name: str) -> None:
    before = card(cast)
    appoints(cast.dilan, "administration")
    args = {"set_town": {"part": "name", "name": "Meins"}, "set_arms": {"picture": "AA=="}}
    for person in (cast.bernd, cast.dilan):
        assert person.does(name, **args.get(name, {}))["code"] == "not_allowed"
    assert card(cast) == before


@pytest.mark.parametrize(
    ("args", "fields"),
    [
        ({"part": "name", "name": " "}, {"name": "required"}),
        ({"part": "name", "name": "x" * 121}, {"name": "too_long"}),
        ({"part": "name", "name": "Neu", "motto": "a\nb"}, {"motto": "one_line"}),
        ({"part": "language", "usual": "xx", "time_zone": "UTC"}, {"languages": "unknown"}),
        ({"part": "language", "usual": "de", "time_zone": "X"}, {"time_zone": "not_a_time_zone"}),
        ({"part": "colour", "colour": "green"}, {"colour": "not_a_colour"}),
        ({"part": "phases", "phase_idea": "x" * 41}, {"phases": "too_long"}),
        ({"part": "map", "tiles": "http://x/{z}/{x}/{y}"}, {"tiles": "not_tiles"}),
        ({"part": "imprint", "imprint": "x" * 50_001}, {"imprint": "too_long"}),
        ({"part": "arms"}, {"part": "not_a_choice"}),
    ],
)  # fmt: skip
def test_what_cannot_be(cast: Cast, admin: Person, args: Any, fields: Any) -> None:
    before = card(cast)
    result = admin.does("set_town", **args)
    assert (result["status"], result["fields"]) == ("rejected", fields)
    assert card(cast) == before


def test_a_colour_that_is_too_light_comes_back_darker(cast: Cast, admin: Person) -> None:
    result = admin.does("set_town", part="colour", colour="#ffcc00")
    darker = result["fields"]["colour_instead"]
    assert result["fields"]["colour"] == "too_light"
    refused = admin.submits("set_town", part="colour", colour="#ffcc00")
    assert refused.status_code == 422
    assert "Diese Farbe ist zu hell" in refused.text
    assert f"reicht: {darker}" in refused.text
    assert admin.does("set_town", part="colour", colour=darker)["status"] == "applied"
    assert card(cast)["colour"] == darker
    admin.does("set_town", part="colour", colour="")
    assert card(cast)["colour"] == ""


def test_nothing_happens_twice(cast: Cast, admin: Person) -> None:
    command = admin.command("set_town", part="name", name="Neustadt")
    assert admin.pushes(command)[0]["status"] == "applied"
    admin.does("set_town", part="name", name="Altstadt")
    assert admin.pushes(command)[0]["status"] == "duplicate"
    assert card(cast)["name"] == "Altstadt"


def uploads(person: Person, content: bytes) -> Any:
    return person.client.post(
        "/commands/set_arms",
        data={"picture": (BytesIO(content), "wappen.png")},
        content_type="multipart/form-data",
        headers=SAME_ORIGIN | {"Referer": "http://localhost/admin/town"},
    )


def test_the_arms(cast: Cast, admin: Person) -> None:
    answer = uploads(admin, PNG)
    assert (answer.status_code, answer.headers["Location"]) == (303, "/admin/town#arms")
    assert str(card(cast)["arms"]).endswith(".png")
    picture = b64encode(PNG + b"1").decode()
    command = admin.command("set_arms", picture=picture)
    statuses = [admin.pushes(command)[0]["status"] for _ in range(2)]
    assert statuses == ["applied", "duplicate"]
    for _ in range(2):
        assert admin.does("take_down_arms")["status"] == "applied"
    assert card(cast)["arms"] == ""


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "Bitte schreib hier etwas."),
        (b"GIF89a", "Das ist kein Bild im Format PNG"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'><script>1</script></svg>", "mehr als eine"),
        (PNG + bytes(200_001), "Dieses Bild ist zu groß."),
    ],
)
def test_pictures_that_cannot_be(cast: Cast, admin: Person, content: bytes, words: str) -> None:
    answer = uploads(admin, content)
    assert answer.status_code == 422
    assert words in answer.text
    assert card(cast)["arms"] == ""
