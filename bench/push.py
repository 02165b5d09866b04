"""A push of 50 comments: time a command against a bare "hello", and SQL statements a command."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import event
from town import GARDEN

from app.db import db
from bench.lib.load import HELLO, SYNC, filled, guests, load, push, right
from bench.lib.report import Report, Settings, bench
from bench.lib.serving import databases, folder, hello, served
from bench.lib.towns import application, found_town

PROJECT = GARDEN.rpartition("/")[2]
COMMENTS = 50


def measure(report: Report, settings: Settings) -> None:
    with databases() as kinds, hello() as bare:
        for name, make in kinds.items():
            url = make()
            with folder() as data:
                found_town(data, settings.pick(100, 5), url=url)
                with served(data, url) as port:
                    _times(report, name, port, bare, settings.repeats)
                    people = guests(port, 2)
                for comments, person in zip((1, COMMENTS), people, strict=True):
                    job = push((person,), PROJECT, comments)
                    counted = _statements(data, url, filled(job.body, person), person.cookie)
                    what = f"{name}: SQL statements a command, {comments} at once"
                    aim = {"at_most": 12} if comments == COMMENTS else {}
                    report.line(what, [counted / comments], **aim)


def _times(report: Report, name: str, port: int, bare: int, repeats: int) -> None:
    hellos, commands = [], []
    right(load(bare, HELLO, 1, 0.3))
    for person in guests(port, repeats):
        hellos.append(right(load(bare, HELLO, 1, 0.5)).p50)
        job = push((person,), PROJECT, COMMENTS)
        commands.append(right(load(port, job, 1, 0)).p50 / COMMENTS)
    report.line(f"{name}: a command of {COMMENTS} in one request", commands, "ms")
    report.line(f"{name}: a bare hello", hellos, "ms")
    ratios = [one / other for one, other in zip(commands, hellos, strict=True)]
    report.line(f"{name}: hellos a command", ratios, at_most=10)


def _statements(data: Path, url: str, body: str, cookie: str) -> int:
    """How many statements the database is sent for one push."""
    with application(data, url) as app, _counting() as seen:
        client = app.test_client(use_cookies=False)
        answer = client.post("/sync/push", data=body, headers=SYNC | {"Cookie": cookie})
        statuses = {result["status"] for result in json.loads(answer.text)["results"]}
        assert statuses == {"applied"}, answer.text
    return len(seen)


@contextmanager
def _counting() -> Iterator[list[str]]:
    seen: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_: object) -> None:
        seen.append(statement)

    event.listen(db.engine, "before_cursor_execute", note)
    try:
        yield seen
    finally:
        event.remove(db.engine, "before_cursor_execute", note)


if __name__ == "__main__":
    bench("Push of 50 comments", measure)
