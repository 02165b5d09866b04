"""A phone that was never here meets a large town: when it is usable, when it has all of it."""

from handset import IS_WHOLE, Handset
from network import Network
from playwright.sync_api import Browser

from bench.lib.phones import PULL, REST, cards_held, chromium, phone
from bench.lib.report import Report, Settings, bench
from bench.lib.serving import folder, served
from bench.lib.towns import found_town

NOW = "() => performance.now()"
Figures = tuple[float, float, float]


def measure(report: Report, settings: Settings) -> None:
    with folder() as data, chromium() as browser:
        found_town(data, settings.pick(5000, 300))
        with served(data) as port:
            rounds = range(settings.repeats)
            seen = [_begins(browser, port) + _goes_on(browser, port) for _ in rounds]
    first_bytes, held, reads, usable, whole, all_bytes = zip(*seen, strict=True)
    report.line("answers until pages can be read without network", first_bytes, "kB")
    report.line("answers until all is there", all_bytes, "kB")
    report.line("cards that are there by then", held)
    report.line("until pages can be read without network", usable, "ms")
    report.line("until all is there", whole, "ms")
    times = [one / other for one, other in zip(usable, whole, strict=True)]
    report.line("share of the time that this takes", times)
    report.line("lists read then, without network and without the rest", reads, at_least=1)
    shares = [one / other for one, other in zip(first_bytes, all_bytes, strict=True)]
    report.line("share of the bytes that had come by then", shares, at_most=0.5)


def _begins(browser: Browser, port: int) -> Figures:
    """kB and cards when a phone is ready, and how many lists it can read while the rest waits."""
    network = Network(port)
    network.holds_answers(PULL, having=REST)
    with phone(browser, network) as visitor:
        visitor.opens("/projects").is_ready()
        size, cards = network.answered[PULL] / 1000, cards_held(visitor)
        reads = _reads_without_the_rest(visitor)
        visitor.comes_back().has_everything()
    return size, cards, reads


def _goes_on(browser: Browser, port: int) -> Figures:
    """Milliseconds until a phone is ready, and until it has all; kB of all."""
    network = Network(port)
    with phone(browser, network) as visitor:
        visitor.opens("/projects").is_ready()
        usable = visitor.page.evaluate(NOW)
        visitor.has_everything()
        return usable, visitor.page.evaluate(NOW), network.answered[PULL] / 1000


def _reads_without_the_rest(visitor: Handset) -> int:
    """1 where the phone shows a list by itself while it does not have the whole town, else 0."""
    visitor.goes_offline().opens("/projects").is_rendered_by("worker")
    shown = visitor.page.locator("main .cards > li").count()
    return int(shown > 0 and not visitor.page.evaluate(IS_WHOLE))


if __name__ == "__main__":
    bench("First pull of 5,000 cards", measure)
