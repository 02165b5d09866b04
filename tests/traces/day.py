"""A day in the foyer: one visitor after the other, and a search after each."""

from collections import Counter
from itertools import count, cycle
from random import Random

from endings import ENDINGS, NEEDS_A_PAGE_BEFORE, OFF, Ending
from marks import Marks
from search import Search
from server import Server
from stand import Stand
from visitors import Visitor
from weather import Weather

MOST_DEEDS = 4
BETWEEN_HEAPS = 50


class Day:
    """`counted`: visits by their ending and climate, deeds by their name."""

    def __init__(self, stand: Stand, server: Server, seed: int) -> None:
        self.stand, self.server = stand, server
        self.random = Random(seed)  # noqa: S311
        self.visits: list[Marks] = []
        self.search = Search(stand, server, self.visits)
        self.weather = Weather(stand, self.random)
        self.counted: Counter[str] = Counter()

    def passes(self, visits: int) -> "Day":
        """So many come, and each kind of ending in turn, in an order by chance."""
        endings = cycle(self.random.sample(ENDINGS, len(ENDINGS)))
        for number, ending in zip(count(), endings):
            if number == visits:
                break
            self.somebody_comes(number, ending)
            if (number + 1) % BETWEEN_HEAPS == 0:
                self.search.in_memory()
        return self

    def somebody_comes(self, number: int, ending: Ending) -> None:
        """One visit, and the search after it."""
        marks = Marks(number, ending.__name__)
        self.visits.append(marks)
        if ending in NEEDS_A_PAGE_BEFORE:
            self.stand.opens("/projects").is_at_rest()
        climate = self.weather.begins()
        visitor = Visitor(self.stand.begins(), marks, self.random)
        for _ in range(self.random.randint(1, MOST_DEEDS)):
            self.weather.changes()
            self.counted[f"deed {visitor.acts()}"] += 1
        ending(visitor)
        marks.who = self.stand.who
        self.counted[f"ending {marks.ending}"] += 1
        self.counted[f"network {climate}"] += 1
        if ending in OFF:
            self.search.on_the_disk()
            self.stand.wakes()
        self.search.after_a_visit()

    def ends(self) -> "Day":
        """Everything arrives, memory and disk are looked through once more."""
        self.stand.comes_back().has_nothing_waiting()
        self.search.after_a_visit()
        self.search.in_memory()
        self.stand.is_switched_off()
        self.search.on_the_disk()
        return self
