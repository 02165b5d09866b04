"""A pull that brings nothing: its bytes, and its time with 1,000 and 1,000,000 documents.

Also where others have written elsewhere since, so that more than the clock has to be read.
"""

from pathlib import Path

from sqlalchemy import text

from app.db import db
from app.writing import writing
from bench.lib.load import Job, empty_pull, load, pull_after_others, right
from bench.lib.report import Report, Settings, bench
from bench.lib.serving import databases, folder, served
from bench.lib.towns import application, found_town

FEW = 1000
SECONDS = 1
BODY = '{"id": "", "title": "Bank am Bach", "activity": "2026-01-01T00:00:00.000Z"}'
MANY = """
INSERT INTO document (scope, key, kind, version, body, deleted)
WITH RECURSIVE numbers (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM numbers WHERE n < :count)
SELECT 'public', 'project:bench-' || n, 'project', 1, {body}, {no} FROM numbers
"""


def measure(report: Report, settings: Settings) -> None:
    many = settings.pick(1_000_000, 2000)
    with databases() as kinds:
        for name, make in kinds.items():
            few_url, many_url = make(), make()
            with folder() as data:
                for url, count in ((few_url, FEW), (many_url, many)):
                    found_town(data, 0, url=url)
                    _fill(data, url, count)
                with served(data, few_url) as few_port, served(data, many_url) as many_port:
                    _compare(report, name, (few_port, many_port), many, settings)


def _fill(data: Path, url: str, count: int) -> None:
    """Rows straight into the table: how they came to be is another bench's matter."""
    with application(data, url):
        postgresql = url.startswith("postgresql")
        body, no = (f"'{BODY}'::jsonb", "false") if postgresql else (f"'{BODY}'", "0")
        with writing():
            db.session.connection().execute(text(MANY.format(body=body, no=no)), {"count": count})
        with db.engine.connect() as connection:
            connection.execution_options(isolation_level="AUTOCOMMIT").execute(text("ANALYZE"))


def _compare(
    report: Report, name: str, ports: tuple[int, int], many: int, settings: Settings
) -> None:
    # What others do moves the clock: whoever has everything asks first.
    jobs = tuple(empty_pull(port) for port in ports)
    sizes = _in_turn(report, name, (ports, jobs), many, settings)
    report.line(f"{name}: bytes of the answer", sizes, "B", at_most=300)
    others = tuple(pull_after_others(port) for port in ports)
    _in_turn(report, f"{name}, after others wrote elsewhere", (ports, others), many, settings)


def _in_turn(
    report: Report,
    name: str,
    asked: tuple[tuple[int, int], tuple[Job, ...]],
    many: int,
    settings: Settings,
) -> list[int]:
    """The times of the small town and of the large one; gives the bytes of the answers."""
    times: list[list[float]] = [[], []]
    sizes = []
    for _ in range(settings.repeats):
        for port, job, values in zip(*asked, times, strict=True):
            seen = right(load(port, job, 1, 0.2 if settings.smoke else SECONDS))
            values.append(seen.p50)
            sizes.append(seen.bytes)
    for count, values in zip((FEW, many), times, strict=True):
        report.line(f"{name}: {count:,} documents", values, "ms")
    ratios = [one / other for other, one in zip(*times, strict=True)]
    report.line(f"{name}: {many:,} by {FEW:,} documents", ratios, at_most=1.3)
    return sizes


if __name__ == "__main__":
    bench("Empty pull", measure)
