"""Filters and folds of text: Python and JavaScript say the same."""

import json
import unicodedata
from datetime import UTC, datetime
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from texts import NASTY, letters, texts
from towns import names
from worker import Worker

from app.config import ROOT
from app.documents.text import LINE, folded, line, sort_key
from app.filters import FILTERS, SPOKEN
from app.models import LANGUAGES
from app.words import Words

CASES = [tuple(case) for case in json.loads((ROOT / "tests" / "folding.json").read_text())]
ZONES = (
    "Europe/Berlin", "Europe/London", "America/New_York", "America/St_Johns", "Asia/Kathmandu",
    "Australia/Lord_Howe", "Pacific/Chatham", "UTC",
)  # fmt: skip
CHANGES = (
    "2026-03-29T00:59:59.999Z", "2026-03-29T01:00:00.000Z", "2026-10-25T00:59:59.999Z",
    "2026-10-25T01:00:00.000Z", "2026-03-08T06:59:59.999Z", "2026-03-08T07:00:00.000Z",
    "2026-04-04T15:00:00.000Z", "2026-10-03T15:30:00.000Z", "2025-12-31T23:00:00.000Z",
    "2026-02-28T23:30:00.000Z", "2024-02-29T12:00:00.000Z", "1999-12-31T23:59:59.999Z",
)  # fmt: skip
"""Around daylight saving's changes, midnight, new year and a leap day."""


def same(worker: Worker, name: str, calls: list[tuple[Any, ...]]) -> None:
    """A filter's answers to these calls on both sides, in every language."""
    if name in SPOKEN:
        calls = [(*call, language) for call in calls for language in LANGUAGES]
    answers = worker.ask("filter", name=name, calls=calls)
    for call, answer in zip(calls, answers, strict=True):
        assert str((FILTERS | SPOKEN)[name](*call)) == answer, call


def iso(second: int) -> str:
    return datetime.fromtimestamp(second, UTC).strftime("%Y-%m-%dT%H:%M:%S.000Z")


@pytest.mark.parametrize("name", ["date", "datetime"])
@given(seconds=st.lists(st.integers(0, 2_200_000_000), min_size=20, max_size=20))
def test_times_in_a_zone(worker: Worker, name: str, seconds: list[int]) -> None:
    times = ["", *CHANGES, *map(iso, seconds)]
    same(worker, name, [(time, zone) for time in times for zone in ZONES])


WALL_TIMES = (
    "", "morgen", "2026-06-01T10:00", "2026-12-31T23:59", "2024-02-29T00:00", "2026-02-29T00:00",
    "2026-02-30T10:00", "2026-13-01T10:00", "2026-00-00T10:00", "2026-06-01T24:00",
    "2026-06-01T10:60", "1999-12-31T10:00", "2026-06-01T10:00\n", "2026-06-01T10:00Z",
    "2026-06-01 10:00", "٢٠٢٦-06-01T10:00", "2000-01-01T00:00", "2099-12-31T10:05",
)  # fmt: skip
wall_times = st.datetimes(datetime(2000, 1, 1), datetime(2099, 12, 31)).map(
    lambda time: time.strftime("%Y-%m-%dT%H:%M")
)


@pytest.mark.parametrize("name", ["walltime", "clock"])
@given(times=st.lists(wall_times | texts, max_size=20))
@example(times=list(WALL_TIMES))
def test_times_on_the_wall(worker: Worker, name: str, times: list[str]) -> None:
    same(worker, name, [(time,) for time in times])


@given(pairs=st.lists(st.tuples(wall_times, wall_times), max_size=20))
@example(pairs=[(a, b) for a in WALL_TIMES for b in WALL_TIMES])
def test_ends(worker: Worker, pairs: list[tuple[str, str]]) -> None:
    same(worker, "until", pairs)


few_times = st.sampled_from([f"2026-06-01T1{hour}:00" for hour in range(6)])
own_shifts = st.fixed_dictionaries(
    {
        "id": st.sampled_from("abcd"),
        "title": texts,
        "starts": few_times,
        "ends": few_times,
        "cancelled": st.sampled_from(("", "", "Sturm")),
    }
)


@given(shift=own_shifts, others=st.lists(own_shifts, max_size=4))
def test_overlaps(worker: Worker, shift: dict[str, Any], others: list[dict[str, Any]]) -> None:
    mine: dict[str, Any] = {f"sign_up:{other['id']}": other for other in others}
    same(worker, "overlapping", [(shift, mine | {"me:x": {"id": "x"}, "support:a": {"id": "a"}})])


@given(values=st.lists(st.integers(-(10**15), 10**15), max_size=20))
@example(values=[0, 1, 12, 123, 999, 1000, 4403, 999_999, 1_000_000])
def test_numbers(worker: Worker, values: list[int]) -> None:
    same(worker, "number", [(value,) for value in values])


@given(values=st.lists(names | texts, max_size=20))
@example(values=["", " ", "ß", "ŉ x", "ǆ", "🎈 b", "a\u00a0b", "a\u0085b", "a\x1cb", "a\u200bb"])
def test_initials(worker: Worker, values: list[str]) -> None:
    same(worker, "initials", [(value,) for value in values])


@given(values=st.lists(texts, max_size=20))
@example(values=["".join(map(chr, range(1, 256)))])
def test_text_in_addresses(worker: Worker, values: list[str]) -> None:
    same(worker, "urlencode", [(value,) for value in values])


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_cases_of_folding(worker: Worker, text: str, expected: str) -> None:
    assert folded(text) == expected
    assert worker.ask("folded", texts=[text]) == [expected]


@given(values=st.lists(texts | st.text(letters), max_size=40))
@example(
    values=[
        word * n
        for word in ("Bank ", "🎈", "x", "x, – ", "[a](b)")
        for n in (27, 28, 139, 140, 141)
    ]
)
@example(values=["\u00a0".join("Zwei Worte"), "[a](b", "[a]b)", "[[a]](b)(c)", "# Titel\n> sagt"])
def test_what_cards_make_of_texts(worker: Worker, values: list[str]) -> None:
    expected = [{"line": line(value), "sort_key": sort_key(value)} for value in values]
    assert worker.ask("lines", texts=values) == expected
    assert all(len(answer["line"]) <= LINE for answer in expected)


@given(values=st.lists(texts | st.text(letters), max_size=40))
@example(values=["".join(pair) for pair in pairwise(NASTY)])
def test_folding_of_any_text(worker: Worker, values: list[str]) -> None:
    assert worker.ask("folded", texts=values) == [folded(value) for value in values]


def test_folding_of_every_letter(worker: Worker) -> None:
    """Each code point that both know, whichever of them is newer."""
    known = [chr(code) for code in range(1, 0x110000) if known_letter(code)]
    values = [f"a{letter}Σ" for letter in known]
    answers = worker.ask("folded", texts=values)
    different = [
        letter
        for letter, value, answer in zip(known, values, answers, strict=True)
        if folded(value) != answer
    ]
    assert worker.ask("assigned", texts=different) == []


def known_letter(code: int) -> bool:
    """Assigned, no surrogate, not for private use."""
    return unicodedata.category(chr(code)) not in ("Cn", "Cs", "Co")


MESSAGES = ("%(num)s von %(name)s", "100 %%: %(name)s", "%(name)s%(name)s", "$& %(name)s")
CATALOGUES: tuple[dict[str, list[str]], ...] = (
    {},
    {message: [f"{message} in other words"] for message in MESSAGES},
    {"ein %(name)s": ["one %(name)s", "%(num)s × %(name)s"]},
)


@pytest.mark.parametrize("message", MESSAGES)
@pytest.mark.parametrize("catalogue", CATALOGUES, ids=["german", "other", "counted"])
@given(name=texts, num=st.integers(0, 3))
def test_messages(
    worker: Worker, catalogue: dict[str, list[str]], message: str, name: str, num: int
) -> None:
    words = Words(catalogue)
    values = {"name": name, "num": num}
    asked = {"catalogue": catalogue, "values": values}
    answer = worker.ask("gettext", message=message, **asked)
    assert answer == words.gettext(message, **values)
    answer = worker.ask("ngettext", one="ein %(name)s", many=message, num=num, **asked)
    assert answer == words.ngettext("ein %(name)s", message, num, name=name)
