"""Bytes and requests of a visit by a phone that has everything, with a good network.

All that comes within `SETTLED` counts: Chromium asks for the worker's script a second or two after
a page was loaded, and puts that off while one visit follows another.
"""

from network import Network

from bench.lib.phones import chromium, phone
from bench.lib.report import Report, Settings, bench
from bench.lib.serving import folder, served
from bench.lib.towns import found_town

PULL = "/sync/pull"
SETTLED = 6000
"""Milliseconds."""


def measure(report: Report, settings: Settings) -> None:
    answers, asked, others, pulls = [], [], [], []
    with folder() as data, chromium() as browser:
        found_town(data, settings.pick(300, 20), settings.pick(300, 20))
        with served(data) as port:
            network = Network(port)
            with phone(browser, network) as visitor:
                visitor.opens("/projects").is_ready().has_everything()
                # What came with the first visit is settled by the one after it.
                for number in range(1 + settings.repeats):
                    _forget(network)
                    visitor.opens("/projects").is_ready()
                    visitor.page.wait_for_timeout(SETTLED)
                    if number == 0:
                        continue
                    answers.append(network.answered.total() / 1000)
                    asked.append((network.bytes - network.answered.total()) / 1000)
                    pulls.append(network.requests[PULL])
                    others.append(network.requests.total() - network.requests[PULL])
    report.line("answers with their headers", answers, "kB", at_most=1)
    report.line("requests with their headers", asked, "kB")
    report.line("pulls", pulls, at_most=1)
    report.line("other requests", others, at_most=1)


def _forget(network: Network) -> None:
    network.bytes = 0
    network.answered.clear()
    network.requests.clear()


if __name__ == "__main__":
    bench("Repeat visit with network", measure)
