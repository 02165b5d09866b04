"""A bad network and a small phone: first visit until the list is visible, click to a project."""

from bench.lib.phones import Wire, chromium, clicked_ms, devtools, is_slow, phone, visible_ms
from bench.lib.report import Report, Settings, bench
from bench.lib.serving import folder, served
from bench.lib.towns import found_town

CARD = ".card__title a"


def measure(report: Report, settings: Settings) -> None:
    first, click = [], []
    with folder() as data, chromium() as browser:
        found_town(data, settings.pick(300, 20), settings.pick(300, 20))
        with served(data) as port:
            for _ in range(settings.repeats):
                with phone(browser, Wire(port)) as visitor:
                    tools = devtools(visitor)
                    is_slow(tools)
                    visitor.opens("/projects")
                    first.append(visible_ms(visitor) / 1000)
                    visitor.is_ready().opens("/projects")
                    click.append(clicked_ms(visitor, CARD) / 1000)
    report.line("first visit until the list is visible", first, "s", at_most=2.0)
    report.line("click from the list until the project is visible", click, "s", at_most=0.3)
    report.note("The page's requests and processor are slowed; the worker's are not.")


if __name__ == "__main__":
    bench("400 ms RTT, 400 kbit/s both ways, page at 4x CPU", measure)
