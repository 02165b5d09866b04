"""A drive on either database; one node process for all."""

import json
import os
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import authority
import pytest
from between import Between
from broken import kind_of
from cast import Cast
from database_trouble import Trouble
from drive import Drive
from flask import Flask
from hall import TABLET, Hall
from interruptions import Interruptions
from node import DRIVER, Node
from processes import Processes
from shared import once_for_all
from signed_in import offered
from snapshots import Snapshot
from sqlalchemy import event
from worker import bundle

from app.db import db
from app.kiosk.enrolment import What, create
from app.models import Receipt
from app.sync import lively, pull
from app.views.rendered import Shelf
from app.writing import writing

REPORT = "KOKOMMUNE_FAULTS_REPORT"
"""Where `bin/soak` reads what was done, a line of JSON a test."""


@pytest.fixture(scope="session")
def node(
    tmp_path_factory: pytest.TempPathFactory,
    app_on: Callable[..., Flask],
    sqlite_template: Path,
) -> Iterator[Node]:
    """The driver, bundled with the worker's modules and the templates as they are now."""

    def make(folder: Path) -> None:
        app = app_on(f"sqlite:///{sqlite_template}")
        with app.app_context():
            table = folder / "generated" / "table.json"
            result = app.test_cli_runner().invoke(args=["export", str(table)])
        assert result.exit_code == 0, result.output
        bundle(folder, DRIVER)

    folder = once_for_all(tmp_path_factory, "faults-driver", make)
    with Node(folder / "driver.mjs", lambda _request: {"lost": True}) as process:
        yield process


@pytest.fixture
def order() -> Iterator[list[str]]:
    """The ids of receipts as they were written."""
    found: list[str] = []

    def note(_mapper: Any, _connection: Any, receipt: Receipt) -> None:
        found.append(str(receipt.id))

    event.listen(Receipt, "after_insert", note)
    yield found
    event.remove(Receipt, "after_insert", note)


@pytest.fixture
def processes(cast: Cast, database: str, app_on: Callable[..., Flask]) -> Iterator[Processes]:
    """Those of the server: two on one database."""
    other = app_on(database, 1)
    other.extensions["rendered"] = Shelf()
    processes = Processes((cast.app, other))
    yield processes
    processes.begin()
    for app in processes.apps:
        with app.app_context():
            # The next test's file has the same name, and its connections wait as ever.
            db.engine.dispose()


@pytest.fixture
def drive(
    cast: Cast,
    processes: Processes,
    node: Node,
    order: list[str],
    monkeypatch: pytest.MonkeyPatch,
) -> Iterator[Drive]:
    """A town with a shift of two places, and three phones that nobody has used."""
    counted: Counter[str] = Counter()
    trouble, interruptions = Trouble(db.engine), Interruptions()
    between = Between(processes, trouble, interruptions, counted)
    # What sequences change is as it was after the test.
    monkeypatch.setattr(pull, "PAGE_BYTES", pull.PAGE_BYTES)
    monkeypatch.setattr(lively, "CARDS", lively.CARDS)
    node.serve = between.serve
    shift = offered(cast)
    drive = Drive(cast, node, between, Snapshot(), shift, counted, order)
    between.meanwhile = {
        "hides": lambda: authority.hides_or_shows(drive),
        "moves": lambda: authority.moves(drive),
        "changes a role": lambda: authority.changes_role(drive),
    }
    drive.begins()
    yield drive
    trouble.ends()
    interruptions.ends()
    drive.start.put_back()
    if REPORT in os.environ:
        with open(os.environ[REPORT], "a") as report:
            report.write(json.dumps(counted) + "\n")


@pytest.fixture
def hall(drive: Drive) -> Iterator[Hall]:
    """A tablet in the hall that has just been enrolled, and a kiosk that it is not."""
    with writing():
        what = [What(name, "Rathaus, Erdgeschoss") for name in ("In der Halle", "Im Hof")]
        kiosks = (create(what[0])[0], create(what[1])[0])
    drive.start, drive.tablets = Snapshot(), (TABLET,)
    hall = Hall(drive, kiosks)
    hall.begins()
    yield hall
    hall.ends()


@pytest.hookimpl(hookwrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo[None]) -> Iterator[None]:
    yield
    error = call.excinfo.value if call.excinfo else None
    if REPORT in os.environ and isinstance(error, Exception):
        with open(os.environ[REPORT], "a") as report:
            report.write(json.dumps({kind_of(error): 1}) + "\n")
