"""From a click to the painted page, out of the worker without network, against Flask's page.

Both in the same browser on the same machine; Flask answers on localhost, without a worker.
"""

from collections import defaultdict
from contextlib import ExitStack

from handset import Handset
from playwright.sync_api import Browser

from bench.lib.phones import Wire, chromium, clicked_ms, phone
from bench.lib.report import Report, Settings, bench
from bench.lib.serving import folder, served
from bench.lib.towns import found_town

LIST = '.places a[href="/projects"]'
PROJECT = ".card__title a"
WORKER, FLASK = "worker without network", "Flask on localhost"

Times = dict[tuple[str, str, int], list[float]]


def measure(report: Report, settings: Settings) -> None:
    sizes = (settings.pick(500, 20), settings.pick(5000, 40))
    times: Times = defaultdict(list)
    with chromium() as browser:
        for size in sizes:
            _town(browser, size, settings.repeats, times)
    for (who, page, size), values in times.items():
        report.line(f"{page}, {size:,} projects, {who}", values, "ms")
    for size in sizes:
        ratios = _ratios(times[WORKER, "project", size], times[FLASK, "project", size])
        what = f"project, {size:,} projects: worker by Flask"
        report.line(what, ratios, at_most=1.5)
    ratios = _ratios(times[WORKER, "list", sizes[1]], times[WORKER, "list", sizes[0]])
    report.line(f"list: {sizes[1]:,} by {sizes[0]:,} projects", ratios, at_most=2)


def _town(browser: Browser, size: int, repeats: int, times: Times) -> None:
    with ExitStack() as stack:
        data = stack.enter_context(folder())
        found_town(data, size)
        port = stack.enter_context(served(data))
        visitor = stack.enter_context(phone(browser, Wire(port)))
        stranger = stack.enter_context(phone(browser, Wire(port), service_workers="block"))
        visitor.opens("/projects").is_ready().has_everything().goes_offline()
        for path in ("/projects", "/proposals"):
            stranger.opens(path)
            visitor.opens(path).is_rendered_by("worker")
        for _ in range(repeats):
            _round(times, WORKER, visitor, size)
            _round(times, FLASK, stranger, size)


def _round(times: Times, who: str, visitor: Handset, size: int) -> None:
    visitor.opens("/proposals")
    times[who, "list", size].append(clicked_ms(visitor, LIST))
    times[who, "project", size].append(clicked_ms(visitor, PROJECT))


def _ratios(values: list[float], others: list[float]) -> list[float]:
    return [value / other for value, other in zip(values, others, strict=True)]


if __name__ == "__main__":
    bench("Click to painted", measure)
