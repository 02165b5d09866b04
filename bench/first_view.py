"""Bytes until the list of projects can be seen: HTML and CSS, through a counting proxy."""

from network import Network

from bench.lib.phones import chromium, phone
from bench.lib.report import Report, Settings, bench
from bench.lib.serving import folder, served
from bench.lib.towns import found_town


def measure(report: Report, settings: Settings) -> None:
    pages, styles, whole = [], [], []
    with folder() as data, chromium() as browser:
        found_town(data, settings.pick(300, 20), settings.pick(300, 20))
        with served(data) as port:
            for _ in range(settings.repeats):
                network = Network(port)
                with phone(browser, network) as visitor:
                    visitor.opens("/projects")
                    pages.append(network.answered["/projects"] / 1000)
                    styles.append(_sum(network, ".css") / 1000)
                    whole.append(pages[-1] + styles[-1])
    report.line("HTML of the project list, with its headers", pages, "kB")
    report.line("CSS, with its headers", styles, "kB")
    report.line("first view", whole, "kB", at_most=30)


def _sum(network: Network, ending: str) -> int:
    return sum(size for path, size in network.answered.items() if path.endswith(ending))


if __name__ == "__main__":
    bench("First view: what has to arrive before the list of projects can be seen", measure)
