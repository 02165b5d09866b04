"""What is no envelope, or has something strange in it, is refused, and nothing else with it."""

from collections.abc import Callable
from typing import Any

import pytest
from cast import Cast
from hypothesis import given
from hypothesis import strategies as st
from made_up import MADE_UP
from sealing import comment, nothing_happened, sealed
from tablet import Json, Tablet, Visit, b64, rows
from uuid6 import uuid7

from app.models import Comment, Receipt, Ticket


def flipped(text: str) -> str:
    return ("B" if text[4] != "B" else "C").join((text[:4], text[5:]))


Spoil = Callable[[Json], Any]
SPOILT: dict[str, Spoil] = {
    "kid": lambda e: e | {"kid": flipped(e["kid"])},
    "epk": lambda e: e | {"epk": flipped(e["epk"])},
    "iv": lambda e: e | {"iv": flipped(e["iv"])},
    "ct": lambda e: e | {"ct": flipped(e["ct"])},
    "another id": lambda e: e | {"id": str(uuid7())},
    "cut": lambda e: e | {"ct": e["ct"][:-4]},
    "empty": lambda e: e | {"ct": ""},
    "padded": lambda e: e | {"iv": e["iv"] + "=="},
    "odd letters": lambda e: e | {"iv": e["iv"] + "\n"},
    "point of zeros": lambda e: e | {"epk": b64(b"\x04" + bytes(64))},
    "point at infinity": lambda e: e | {"epk": b64(bytes(65))},
    "no point": lambda e: e | {"epk": b64(b"\x02" + bytes(32))},
    "large": lambda e: e | {"ct": "A" * 200_000},
    "numbers": lambda e: dict.fromkeys(e, 1),
    "nothing": lambda _: {},
    "a list": lambda _: [],
    "null": lambda _: None,
    "no id": lambda e: {name: value for name, value in e.items() if name != "id"},
}


@pytest.mark.only_on("sqlite")
@pytest.mark.parametrize("how", SPOILT)
def test_a_spoilt_envelope_is_refused_alone(cast: Cast, tablet: Tablet, how: str) -> None:
    good, bad = sealed(cast, tablet, Visit()), sealed(cast, tablet, Visit())
    results = tablet.sends(SPOILT[how](bad), good)
    assert [result["status"] for result in results] == ["unreadable", "applied"]
    assert results[1]["id"] == good["id"]
    assert len(rows(Comment)) == len(rows(Receipt)) == len(rows(Ticket)) == 1


def strange_letters(cast: Cast) -> dict[str, tuple[Any, str]]:
    """What can be inside though it was sealed well, and the id on the envelope."""
    visit = Visit()
    letter = visit.letter(comment(cast, visit))
    command = letter["command"]
    return {
        "another visit": (letter | {"visit": b64(Visit().secret)}, ""),
        "a short secret": (letter | {"visit": b64(b"x" * 15)}, ""),
        "no secret": (letter | {"visit": None}, ""),
        "no ticket": (letter | {"ticket": ""}, ""),
        "another command": (letter, str(uuid7())),
        "another protocol": (letter | {"protocol": 2}, ""),
        "no command": (letter | {"command": []}, command["id"]),
        "broken command": (letter | {"command": command | {"args": []}}, ""),
        "no actor": (letter | {"command": command | {"actor": "x"}}, ""),
        "NUL": (letter | {"command": command | {"args": {"body": "\0"}}}, ""),
        "a text": ("hallo", command["id"]),
    }


def test_strange_letters_are_refused(cast: Cast, tablet: Tablet) -> None:
    for name, (letter, id) in strange_letters(cast).items():
        envelope = tablet.seals(letter, id)
        expected = [{"id": envelope["id"], "status": "unreadable"}]
        assert tablet.sends(envelope) == expected, name
    assert nothing_happened()


@pytest.mark.only_on("sqlite")
@pytest.mark.parametrize(
    "body", [{}, {"envelopes": {}}, {"envelopes": None}, {"envelopes": [{}] * 51}]
)
def test_no_list_of_envelopes(tablet: Tablet, body: Json) -> None:
    assert tablet.posts("/kiosk/sealed", **body).status_code == 400


ENVELOPES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=20),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["id", "kid", "epk", "iv", "ct", "x"]), inner)
    ),
    max_leaves=10,
)


@pytest.mark.only_on("sqlite")
@MADE_UP
@given(envelopes=st.lists(ENVELOPES, max_size=3), real=st.booleans())
def test_no_envelope_makes_a_5xx(tablet: Tablet, envelopes: list[Any], real: bool) -> None:
    kid = tablet.knows_the_key()["kid"]
    sent = [e | {"kid": kid} if real and isinstance(e, dict) else e for e in envelopes]
    answer = tablet.posts("/kiosk/sealed", envelopes=sent)
    assert answer.status_code in (200, 400)
