"""A tablet without a network for a week: everything arrives once, and the tickets are good."""

from datetime import datetime, timedelta
from random import Random

from arrivals import Arrivals
from day import Day
from endings import done
from home import at_home
from marks import Marks
from playwright.sync_api import Playwright
from server import Server
from stand import Put
from visitors import Visitor

DAYS = 7
LIFE = timedelta(days=90)


def test_a_week_later_it_arrives(playwright: Playwright, put: Put, server: Server) -> None:
    stand = put(server).wakes().has_all_it_needs()
    day = Day(stand, server, seed=7)
    stand.network.refuses()
    begun = stand.page.evaluate("Date.now()")
    for number in range(DAYS):
        marks = Marks(number)
        day.visits.append(marks)
        visitor = Visitor(stand.begins(), marks, Random(number))  # noqa: S311
        visitor.comments()
        visitor.proposes()
        visitor.supports()
        done(visitor)
        marks.who = stand.who
        day.search.after_a_visit()
        tomorrow = begun / 1000 + (number + 1) * 24 * 3600
        stand.context.clock.set_system_time(tomorrow)
    # A week ago, as the tablet sees it, the first of them was here.
    assert stand.page.evaluate("Date.now()") - begun >= DAYS * 24 * 3600 * 1000
    day.ends()
    arrivals = Arrivals(server, day.visits).are_judged()
    with at_home(playwright, server) as home:
        arrivals.are_on_tickets(home)
    assert arrivals.wrong == {}
    assert day.search.findings == []
    [created] = server.rows("SELECT min(created) FROM ticket")[0]
    # 90 days from its arrival, by the server's clock.
    assert datetime.fromisoformat(created) + LIFE > datetime.now() + LIFE - timedelta(hours=3)
