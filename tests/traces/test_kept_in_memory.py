"""Browsers keep a page that was left by their own back button, to show it again at once."""

from random import Random

from day import Day
from endings import presses_the_browsers_back
from marks import Marks
from server import Server
from stand import Put
from visitors import Visitor


def test_a_visit_that_was_left_by_going_back(put: Put, server: Server) -> None:
    stand = put(server).wakes().has_all_it_needs()
    day = Day(stand, server, seed=1)
    marks = Marks(0)
    day.visits.append(marks)
    stand.opens("/projects").is_at_rest()
    visitor = Visitor(stand.begins(), marks, Random(1))  # noqa: S311
    visitor.comments()
    presses_the_browsers_back(visitor)
    marks.who = stand.who
    assert marks.who
    day.search.in_memory()
    stand.page.evaluate("history.forward()")
    stand.is_at_rest()
    day.search.after_a_visit()
    assert day.search.findings == []
