"""What a request may hold: each text is looked at only where something could be wrong with one."""

import json
from unittest.mock import patch

from hypothesis import given
from hypothesis import strategies as st

from app.sync import envelope
from app.sync.envelope import MOST_DEPTH, Broken, decode

LETTERS = st.sampled_from(["a", "ä", "{", "[", "\\", "u", "0", "\0", "\ud800", "\udfff"])
TEXTS = st.text(LETTERS, max_size=6)
VALUES = st.recursive(
    TEXTS | st.integers() | st.booleans() | st.none(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXTS, inner, max_size=3),
    max_leaves=12,
)


def outcome(raw: bytes) -> object:
    try:
        return decode(raw)
    except Broken as error:
        return str(error)


@given(VALUES, st.integers(0, MOST_DEPTH), st.booleans())
def test_it_is_as_if_each_were_looked_at(value: object, depth: int, escaped: bool) -> None:
    for _ in range(depth):
        value = [value]
    said = json.dumps({"protocol": 1, "value": value}, ensure_ascii=escaped)
    raw = said.encode("utf-8", "surrogatepass")
    with patch.object(envelope, "_may_be_broken", return_value=True):
        asked = outcome(raw)
    assert outcome(raw) == asked


def test_the_deepest_that_may_come_and_one_more() -> None:
    def nested(depth: int) -> bytes:
        return b'{"protocol": 1, "value": ' + b"[" * depth + b"1" + b"]" * depth + b"}"

    assert isinstance(outcome(nested(MOST_DEPTH - 2)), dict)
    assert outcome(nested(MOST_DEPTH - 1)) == "too deep"
