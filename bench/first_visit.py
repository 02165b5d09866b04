"""Bytes of a first visit until `kokommune.ready`: answers with their headers, by what they are."""

import json
from collections import Counter

from network import Network
from server import DIST

from bench.lib.phones import chromium, phone
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
AFTER = b'"public":"0 "'
"""What the pull says that goes on behind the beginning, after `kokommune.ready`."""
OTHERS = "pictures and manifest"
LATER = "after that: maps, other languages, pages that few read first"


def measure(report: Report, settings: Settings) -> None:
    seen: list[Counter[str]] = []
    with folder() as data, chromium() as browser:
        found_town(data, settings.pick(300, 20), settings.pick(300, 20))
        with served(data) as port:
            for _ in range(settings.repeats):
                network = Network(port)
                # What comes after that would be in it or not, as it happens.
                network.holds_answers("/sync/pull", having=AFTER)
                with phone(browser, network) as visitor:
                    visitor.opens("/projects").is_ready()
                    seen.append(_parts(network))
    for part in [*PARTS.values(), OTHERS]:
        report.line(part, [parts[part] for parts in seen], "kB")
    totals = [parts.total() - parts[LATER] for parts in seen]
    report.line("all of a first visit", totals, "kB", at_most=150)


def _parts(network: Network) -> Counter[str]:
    parts: Counter[str] = Counter()
    later = json.loads((DIST / "manifest.json").read_text())["later"]
    for path, size in network.answered.items():
        found = next((name for mark, name in PARTS.items() if mark in path), OTHERS)
        part = LATER if path in later else found
        parts[part] += size / 1000
    return parts


if __name__ == "__main__":
    bench("First visit: all that comes until pages can be read without a network", measure)
