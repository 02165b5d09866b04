"""Concurrent pushes of one comment each: how many a second, and whether any goes wrong."""

from town import GARDEN

from bench.lib.load import guests, load, push
from bench.lib.report import Report, Settings, bench
from bench.lib.serving import databases, folder, served
from bench.lib.towns import found_town

WRITERS = (1, 8, 32)
SECONDS = 3
PEOPLE = 64
PROJECT = GARDEN.rpartition("/")[2]


def measure(report: Report, settings: Settings) -> None:
    with databases() as kinds:
        for name, make in kinds.items():
            url = make()
            with folder() as data:
                found_town(data, settings.pick(100, 5), url=url)
                with served(data, url) as port:
                    _writers(report, name, port, settings)


def _writers(report: Report, name: str, port: int, settings: Settings) -> None:
    rates: dict[int, list[float]] = {writers: [] for writers in WRITERS}
    wrong: list[str] = []
    for _ in range(settings.repeats):
        for writers in WRITERS:
            job = push(guests(port, PEOPLE), PROJECT, 1)
            seen = load(port, job, writers, 0.3 if settings.smoke else SECONDS)
            rates[writers].append(seen.rate)
            wrong += [seen.example] * seen.wrong
    for writers, values in rates.items():
        report.line(f"{name}: comments a second, {writers} at once", values)
    for writers in WRITERS[1:]:
        ratios = [many / one for many, one in zip(rates[writers], rates[1], strict=True)]
        aim = {"at_least": 1.0} if name == "PostgreSQL" else {}
        report.line(f"{name}: rate at {writers} by rate at 1", ratios, **aim)
    report.line(f"{name}: errors", [len(wrong)], at_most=0)
    for example in wrong[:1]:
        report.note(f"{name}: {example}")


if __name__ == "__main__":
    bench("Writers", measure)
