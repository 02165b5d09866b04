"""The first navigation after the browser has stopped the worker."""

from handset import Handset

from bench.lib.phones import Wire, chromium, devtools, phone, visible_ms
from bench.lib.report import Report, Settings, bench
from bench.lib.serving import folder, served
from bench.lib.towns import found_town

ANSWERED = "() => performance.getEntriesByType('navigation')[0].responseEnd"


def measure(report: Report, settings: Settings) -> None:
    stopped: list[tuple[float, float]] = []
    running: list[tuple[float, float]] = []
    with folder() as data, chromium() as browser:
        found_town(data, settings.pick(300, 20), settings.pick(300, 20))
        with served(data) as port, phone(browser, Wire(port)) as visitor:
            visitor.opens("/projects").is_ready().has_everything()
            for _ in range(settings.repeats):
                running.append(_times(visitor))
                _stop_the_worker(visitor)
                stopped.append(_times(visitor))
    report.line("answered after the stop", [one for one, _ in stopped], "ms", at_most=150)
    report.line("painted after the stop", [one for _, one in stopped], "ms")
    report.line("answered while the worker runs", [one for one, _ in running], "ms")
    report.line("painted while the worker runs", [one for _, one in running], "ms")


def _times(visitor: Handset) -> tuple[float, float]:
    visitor.opens("/projects").is_rendered_by("worker")
    painted = visible_ms(visitor)
    answered = visitor.page.evaluate(ANSWERED)
    visitor.is_ready()
    return answered, painted


def _stop_the_worker(visitor: Handset) -> None:
    tools = devtools(visitor)
    states: dict[str, str] = {}

    def note(event: dict) -> None:
        states.update({one["versionId"]: one["runningStatus"] for one in event["versions"]})

    tools.on("ServiceWorker.workerVersionUpdated", note)
    tools.send("ServiceWorker.enable")
    tools.send("ServiceWorker.stopAllWorkers")
    while not states or set(states.values()) != {"stopped"}:
        visitor.page.evaluate("() => new Promise(requestAnimationFrame)")
    tools.detach()


if __name__ == "__main__":
    bench("Start of the worker", measure)
