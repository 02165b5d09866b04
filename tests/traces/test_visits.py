"""Visit after visit: nobody finds a trace of whoever was there before, and all of it arrives."""

import os

import pytest
from arrivals import Arrivals
from day import Day
from home import at_home
from playwright.sync_api import Playwright
from report import told
from server import Server
from stand import Put

VISITS = int(os.environ.get("KOKOMMUNE_VISITS") or 10)
SEEDS = [int(seed) for seed in (os.environ.get("KOKOMMUNE_VISITS_SEEDS") or "1 2").split()]


@pytest.mark.parametrize("seed", SEEDS)
def test_nobody_leaves_a_trace(playwright: Playwright, put: Put, server: Server, seed: int) -> None:
    day = Day(put(server).wakes().has_all_it_needs(), server, seed)
    try:
        day.passes(VISITS).ends()
    except BaseException:
        print(day.visits[-1], day.weather.climate, day.search.findings, day.counted)
        print(day.stand.tells())
        raise
    arrivals = Arrivals(server, day.visits).are_judged()
    with at_home(playwright, server) as home:
        arrivals.are_on_tickets(home)
    told(f"visits, seed {seed}", figures(day, arrivals))
    assert (day.search.findings, arrivals.wrong) == ([], {})


def figures(day: Day, arrivals: Arrivals) -> dict[str, int]:
    """Of one run."""
    return {
        "visits": len(day.visits),
        "given": sum(len(each.sure) for each in day.visits),
        "places": day.search.looked,
        "findings": len(day.search.findings),
        "missed": len(arrivals.missed),
        "doubled": len(arrivals.doubled),
        "odd": len(arrivals.odd),
        **day.counted,
    }
