"""A drive on either database; one node process for all."""

import json
import os
from collections import Counter
from collections.abc import Iterator

import pytest
from between import Between, installed
from broken import Broken
from cast import Cast
from drive import Drive
from node import Node
from signed_in import offered
from snapshots import Snapshot

REPORT = "KOKOMMUNE_FAULTS_REPORT"
"""Where `bin/soak` reads what was done, a line of JSON a test."""


@pytest.fixture(scope="session")
def node() -> Iterator[Node]:
    with Node(lambda _request: {"lost": True}) as process:
        yield process


@pytest.fixture
def drive(cast: Cast, node: Node, monkeypatch: pytest.MonkeyPatch) -> Iterator[Drive]:
    """A town with a shift of two places, and three phones that nobody has used."""
    counted: Counter[str] = Counter()
    between = Between(cast.app, counted)
    installed(monkeypatch, between)
    node.serve = between.serve
    shift = offered(cast)
    drive = Drive(cast, node, between, Snapshot(), shift, counted)
    drive.begins()
    yield drive
    drive.start.put_back(new_epoch=False)
    if REPORT in os.environ:
        with open(os.environ[REPORT], "a") as report:
            report.write(json.dumps(counted) + "\n")


@pytest.hookimpl(hookwrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo[None]) -> Iterator[None]:
    yield
    error = call.excinfo.value if call.excinfo else None
    if REPORT in os.environ and isinstance(error, Broken):
        with open(os.environ[REPORT], "a") as report:
            report.write(json.dumps({error.kind: 1}) + "\n")
