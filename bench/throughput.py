"""Requests a second and p95, against a bare Flask "hello" under the same gunicorn."""

from concurrent.futures import ThreadPoolExecutor

from town import GARDEN

from bench.lib.load import (
    HELLO,
    Job,
    empty_pull,
    guests,
    load,
    page,
    phones_pull,
    push,
    quiet_pull,
    right,
)
from bench.lib.report import Report, Settings, bench
from bench.lib.serving import databases, folder, hello, served
from bench.lib.towns import found_town

CLIENTS = 8
SECONDS = 2
PEOPLE = 64
QUIET = "pull while others write elsewhere"
PHONES = "empty pull of 15 scopes with a session"
SHARES = {
    "list": 0.35,
    "project": None,
    "empty pull": 0.5,
    PHONES: 0.5,
    QUIET: 0.5,
    "push": None,
}


def measure(report: Report, settings: Settings) -> None:
    with databases() as kinds, hello() as bare:
        _yardstick(report, bare, settings)
        for name, make in kinds.items():
            url = make()
            with folder() as data:
                found_town(data, settings.pick(500, 20), url=url)
                with served(data, url) as port:
                    jobs = _jobs(port)
                    for what, job in jobs.items():
                        _against(report, f"{name}, {what}", (port, bare), job, settings)
                    pair = jobs["list"], jobs["push"]
                    _beside_a_writer(report, name, (port, bare), pair, settings)


def _yardstick(report: Report, bare: int, settings: Settings) -> None:
    """What waiting for each other alone comes to on this machine."""
    seconds = _seconds(settings)
    ratios = [
        right(load(bare, HELLO, CLIENTS, seconds)).p95 / right(load(bare, HELLO, 1, seconds)).p95
        for _ in range(settings.repeats)
    ]
    report.line(f"hello: p95 at {CLIENTS} clients by p95 at 1", ratios)


def _seconds(settings: Settings) -> float:
    return 0.2 if settings.smoke else SECONDS


def _jobs(port: int) -> dict[str, Job]:
    project = GARDEN.rpartition("/")[2]
    # Each new guest and each comment moves the clock: whoever asks for news has heard of them.
    people = guests(port, PEOPLE)
    quiet = quiet_pull(port, people[0], people[1], project)
    return {
        "list": page("/projects"),
        "project": page(GARDEN),
        "empty pull": empty_pull(port),
        PHONES: phones_pull(port, people[0], project),
        QUIET: quiet,
        "push": push(people, project, 1),
    }


def _against(
    report: Report, name: str, ports: tuple[int, int], job: Job, settings: Settings
) -> None:
    rates, shares, alone, crowded = [], [], [], []
    seconds = _seconds(settings)
    port, bare = ports
    for _ in range(settings.repeats):
        hellos = right(load(bare, HELLO, CLIENTS, seconds)).rate
        alone.append(right(load(port, job, 1, seconds)).p95)
        seen = right(load(port, job, CLIENTS, seconds))
        rates.append(seen.rate)
        shares.append(seen.rate / hellos)
        crowded.append(seen.p95)
    report.line(f"{name}: requests a second, {CLIENTS} clients", rates)
    report.line(f"{name}: share of hello", shares, at_least=SHARES[name.split(", ")[1]])
    report.line(f"{name}: p95 at 1 client", alone, "ms")
    ratios = [many / one for many, one in zip(crowded, alone, strict=True)]
    report.line(f"{name}: p95 at {CLIENTS} clients by p95 at 1", ratios, at_most=5)


def _beside_a_writer(
    report: Report,
    name: str,
    ports: tuple[int, int],
    jobs: tuple[Job, Job],
    settings: Settings,
) -> None:
    """Each comment makes the kept pages old, and somebody sends one after the other."""
    port, bare = ports
    asks, writes = jobs
    seconds = _seconds(settings)
    rates, shares, comments = [], [], []
    for _ in range(settings.repeats):
        hellos = right(load(bare, HELLO, CLIENTS, seconds)).rate
        with ThreadPoolExecutor() as pool:
            writing = pool.submit(load, port, writes, 1, seconds)
            rates.append(right(load(port, asks, CLIENTS, seconds)).rate)
            comments.append(right(writing.result()).rate)
        shares.append(rates[-1] / hellos)
    what = f"{name}, list beside somebody who writes without a pause"
    report.line(f"{what}: comments a second", comments)
    report.line(f"{what}: requests a second, {CLIENTS} clients", rates)
    report.line(f"{what}: share of hello", shares)


if __name__ == "__main__":
    bench("Requests a second", measure)
