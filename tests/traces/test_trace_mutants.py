"""Tablets that leave traces on purpose: the search has to say so, and where."""

from collections.abc import Callable
from pathlib import Path
from random import Random

import endings
import pytest
from day import Day
from marks import Marks
from mutants import build, flag
from shared import once_for_all
from stand import Put, Start
from visitors import Visitor

Deed = Callable[[Visitor], None]


def writes_and_reads_on(visitor: Visitor) -> None:
    """And means to come back to it."""
    visitor.types_and_leaves_it()
    visitor.reads()


CASES: dict[str, tuple[Deed, endings.Ending, str]] = {
    "drafts": (writes_and_reads_on, endings.reloads, "session storage: zqxju"),
    "autocomplete": (Visitor.reads, endings.is_killed, "disk Default/Sessions/"),
    "open_outbox": (Visitor.comments, endings.done, "indexeddb kokommune-kiosk/facts: zqxjs"),
    "console": (Visitor.comments, endings.done, "console: zqxjs"),
    "address": (Visitor.searches, endings.is_switched_off, "disk Default/Sessions/"),
    "worker_remembers": (Visitor.comments, endings.done, "heap of the worker: zqxjs"),
    "sent_in_the_open": (Visitor.comments, endings.done, "request: zqxjs"),
    "looks_stay": (Visitor.changes_how_it_looks, endings.done, "web storage"),
}
"""What somebody does, how it ends, and where it is found."""
WIPED = {"drafts", "looks_stay"}
"""What is gone before anybody touches the tablet, as long as it is wiped."""


@pytest.fixture
def dist(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The front end with all mutants."""
    return once_for_all(tmp_path_factory, "mutants", build)


@pytest.mark.parametrize("mutant", CASES)
def test_it_is_found(put: Put, start: Start, dist: Path, mutant: str) -> None:
    server = start(dist)
    named = flag(mutant, *(("no_wiping",) if mutant in WIPED else ()))
    stand = put(server, named).wakes().has_all_it_needs()
    stand.network.refuses()
    day = Day(stand, server, seed=1)
    marks = Marks(0)
    day.visits.append(marks)
    deed, ending, where = CASES[mutant]
    visitor = Visitor(stand.begins(), marks, Random(1))  # noqa: S311
    deed(visitor)
    ending(visitor)
    if ending in endings.OFF:
        day.search.on_the_disk()
    else:
        day.search.after_a_visit()
        day.search.in_memory()
    assert [each for each in day.search.findings if each.startswith(where)], day.search.findings
