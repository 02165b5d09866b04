"""A soak's table says what broke, whatever it was."""

from broken import UNKNOWN, Broken, kind_of
from hypothesis.errors import FlakyFailure


def test_a_promise_is_named() -> None:
    """Also where it broke otherwise, or not at all, when it was tried again."""
    lost = Broken("lost", "x")
    group = FlakyFailure("", [AssertionError("the node process has ended"), lost])
    assert kind_of(lost) == kind_of(group) == "lost"


def test_anything_else_is_unknown() -> None:
    assert kind_of(AssertionError()) == UNKNOWN
    assert kind_of(FlakyFailure("", [ZeroDivisionError()])) == UNKNOWN
