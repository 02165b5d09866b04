"""A phone that was never here meets a large town: when it is usable, when it has all of it."""

from network import Network

from bench.lib.phones import chromium, phone
from bench.lib.report import Report, Settings, bench
from bench.lib.serving import folder, served
from bench.lib.towns import found_town

NOW = "() => performance.now()"


def measure(report: Report, settings: Settings) -> None:
    usable, whole, first_bytes, all_bytes = [], [], [], []
    cards = settings.pick(5000, 300)
    with folder() as data, chromium() as browser:
        found_town(data, cards)
        with served(data) as port:
            for _ in range(settings.repeats):
                network = Network(port)
                with phone(browser, network) as visitor:
                    visitor.opens("/projects").is_ready()
                    usable.append(visitor.page.evaluate(NOW))
                    first_bytes.append(network.answered["/sync/pull"] / 1000)
                    visitor.has_everything()
                    whole.append(visitor.page.evaluate(NOW))
                    all_bytes.append(network.answered["/sync/pull"] / 1000)
    report.line("answers until pages can be read without network", first_bytes, "kB")
    report.line("answers until all is there", all_bytes, "kB")
    report.line("until pages can be read without network", usable, "ms")
    report.line("until all is there", whole, "ms")
    ratios = [one / other for one, other in zip(usable, whole, strict=True)]
    report.line("usable by whole", ratios, at_most=1)


if __name__ == "__main__":
    bench("First pull of 5,000 cards", measure)
