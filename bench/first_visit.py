"""Bytes of a first visit until `kokommune.ready`: answers with their headers, by what they are."""

from collections import Counter
from collections.abc import Iterable

from handset import Handset
from network import Network
from waiting import eventually

from bench.lib.arrivals import Arrivals
from bench.lib.phones import PULL, REST, cards_held, chromium, phone, ready_at
from bench.lib.report import Report, Settings, bench
from bench.lib.serving import folder, served
from bench.lib.towns import found_town

PARTS = {
    "/projects": "HTML",
    ".css": "CSS",
    "/fira-sans-letters-400-": "font, the weight of texts",
    "/fira-sans-letters-600-": "font, the weight of headlines",
    "/sw.js": "worker with templates",
    ".js": "page script",
    "/sync/": "first pull: cards, and details of what moved last",
}
OTHERS = "pictures, manifest, and whatever else is fetched by then"


def measure(report: Report, settings: Settings) -> None:
    seen: list[Counter[str]] = []
    later, cards = [], []
    with folder() as data, chromium() as browser:
        found_town(data, settings.pick(300, 20), settings.pick(300, 20))
        with served(data) as port:
            for _ in range(settings.repeats):
                network = Network(port)
                network.answered = arrivals = Arrivals()
                # What comes after that would be in it or not, as it happens.
                network.holds_answers(PULL, having=REST)
                with phone(browser, network) as visitor:
                    ready = ready_at(visitor, "/projects")
                    cards.append(cards_held(visitor))
                    _has_the_rest(visitor, arrivals)
                    seen.append(_parts(arrivals.until(ready)))
                    later.append(arrivals.after(ready) / 1000)
    for part in [*PARTS.values(), OTHERS]:
        report.line(part, [parts[part] for parts in seen], "kB")
    totals = [parts.total() for parts in seen]
    report.line("all of a first visit", totals, "kB", at_most=150)
    report.line("after that: the rest of the town, maps, pages that few read first", later, "kB")
    report.line("cards of projects and proposals that are there by then", cards)
    report.note("A large town begins with 120 cards (decision 34), where 200 had been asked for.")


def _has_the_rest(visitor: Handset, arrivals: Arrivals) -> None:
    """Wait until all is there that comes by itself."""
    visitor.network.lets_go()
    visitor.has_everything()
    eventually(arrivals.are_over, "nothing more is fetched")


def _parts(answers: Iterable[tuple[str, int]]) -> Counter[str]:
    parts: Counter[str] = Counter()
    for path, size in answers:
        part = next((name for mark, name in PARTS.items() if mark in path), OTHERS)
        parts[part] += size / 1000
    return parts


if __name__ == "__main__":
    bench("First visit: all that comes until pages can be read without a network", measure)
