"""kill -9 for Chromium: what it showed as saved is there afterwards, and arrives exactly once."""

import os
from collections import Counter
from collections.abc import Iterator
from itertools import cycle, islice
from pathlib import Path
from random import Random

import moments
import pytest
from drafting import DRAFTS
from moments import Moment
from mortal import Mortal
from network import Network
from playwright.sync_api import Playwright, expect
from report import told
from server import Server
from town import GARDEN
from waiting import eventually

KILLS = int(os.environ.get("KOKOMMUNE_BROWSER_KILLS") or 4)
SEED = int(os.environ.get("KOKOMMUNE_KILLS_SEED") or 1)
A_LIFETIME = 10
"""Kills until the next phone, which begins with nothing."""
MOST_WAITING = 2


@pytest.fixture
def network(server: Server) -> Iterator[Network]:
    network = Network(server.port)
    yield network
    network.closes()


def test_killed_at_any_moment_a_phone_keeps_its_word(
    playwright: Playwright, server: Server, network: Network, tmp_path: Path
) -> None:
    random = Random(SEED)  # noqa: S311
    deaths: Counter[str] = Counter()
    texts: list[str] = []
    for begun in range(0, KILLS, A_LIFETIME):
        phone = Mortal(playwright, network, tmp_path / f"profile-{begun}").wakes()
        phone.opens(GARDEN).is_ready()
        life = moments_of_a_life(random, min(A_LIFETIME, KILLS - begun))
        try:
            for number, moment in enumerate(life, begun):
                texts += dies_once(phone, server, moment, number, random)
                deaths[moment.__name__] += 1
        finally:
            phone.is_put_away()
    arrived = {text: server.comments(text) for text in texts}
    told("browser", summary(deaths, list(arrived.values())))
    assert [text for text, times in arrived.items() if times != 1] == []


def moments_of_a_life(random: Random, number: int) -> list[Moment]:
    """First a phone becomes a guest; then one moment after the other, in an order by chance."""
    others = random.sample(moments.ANY, len(moments.ANY))
    return [moments.guest, *islice(cycle(others), number - 1)]


def summary(deaths: Counter[str], arrived: list[int]) -> dict[str, int]:
    """The figures of one run; `arrived`: how often the server has each text."""
    return {
        "kills": deaths.total(),
        "written": len(arrived),
        "lost": arrived.count(0),
        "doubled": sum(times > 1 for times in arrived),
        **{f"killed {name}": times for name, times in sorted(deaths.items())},
    }


def dies_once(
    phone: Mortal, server: Server, moment: Moment, number: int, random: Random
) -> list[str]:
    """Write, be killed at that moment, and come back; gives what was written."""
    waiting = 0 if moment is moments.guest else random.randint(0, MOST_WAITING)
    texts = [*waits(phone, number, waiting), f"Nr. {number}: {moment.__name__}"]
    phone.writes(texts[-1])
    eventually(lambda: texts[-1] in phone.page.evaluate(DRAFTS), "the draft is kept")
    moment(phone, lambda most: random.randint(1, most))
    phone.is_killed()
    phone.network.comes_back()
    has_all_of_it(phone, texts)
    sends_the_rest(phone, texts)
    assert [server.comments(text) for text in texts] == [1] * len(texts)
    return texts


def has_all_of_it(phone: Mortal, texts: list[str]) -> None:
    """Started again without a network, it shows everything once."""
    phone.network.refuses()
    phone.wakes().opens(GARDEN).is_rendered_by("worker")
    for text in texts:
        expect(phone.comment(text)).to_have_count(1)
    assert phone.written == "", "what was sent stands in the form once more"


def sends_the_rest(phone: Mortal, texts: list[str]) -> None:
    """With a network, everything arrives by itself."""
    phone.network.comes_back()
    phone.opens(GARDEN).is_ready()
    for text in texts:
        phone.sees_confirmed(text)
    phone.sees_outbox_count(0)


def waits(phone: Mortal, number: int, times: int) -> list[str]:
    """Comments that wait, since there is no network for a while."""
    texts = [f"Nr. {number}: ohne Netz {time}" for time in range(times)]
    phone.network.refuses()
    for text in texts:
        phone.comments(text).sees_waiting(text)
    phone.network.comes_back()
    return texts
