"""kill -9 for PostgreSQL while phones push, and the server lives on."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from cast import Cast
from cluster import Cluster
from database_siege import DatabaseSiege
from databases import migrated
from flask import Flask
from report import told
from server import flask
from verdict import Verdict, receipts, summary

from app.db import db

KILLS = int(os.environ.get("KOKOMMUNE_DATABASE_KILLS") or 2)
SEED = int(os.environ.get("KOKOMMUNE_KILLS_SEED") or 1)

pytestmark = pytest.mark.only_on("postgresql")


@pytest.fixture
def cluster() -> Iterator[Cluster]:
    cluster = Cluster()
    yield cluster
    cluster.is_over()


@pytest.fixture
def database(cluster: Cluster, app_on: Callable[..., Flask]) -> Iterator[str]:
    """Of a PostgreSQL that nobody else uses."""
    app = app_on(cluster.url)
    migrated(app)
    yield cluster.url
    with app.app_context():
        db.engine.dispose()


@pytest.fixture
def siege(cast: Cast, cluster: Cluster, tmp_path: Path) -> Iterator[DatabaseSiege]:
    """Phones and a server, which nobody has begun yet."""
    siege = DatabaseSiege(cast, cluster, tmp_path, SEED, KILLS)
    yield siege
    siege.is_over()


def outcome(siege: DatabaseSiege) -> Verdict:
    """What the database holds in the end."""
    before = receipts()
    siege.begins()
    for _ in range(KILLS):
        siege.kills_once()
    siege.ends()
    return Verdict(siege.ledger, before)


def test_without_its_database_a_server_keeps_its_word(siege: DatabaseSiege, database: str) -> None:
    verdict = outcome(siege)
    told("database, postgresql", summary(siege.ledger, siege.deaths, verdict))
    assert (verdict.lost, verdict.doubled) == ([], [])
    assert siege.deaths.total() == KILLS
    said = flask(siege.server.instance, "documents", "rebuild", DATABASE_URL=database)
    assert said.startswith("0 documents"), said


def test_a_database_that_does_not_wait_for_its_log_is_found_out(
    siege: DatabaseSiege, cluster: Cluster
) -> None:
    db.session.remove()
    db.engine.dispose()
    cluster.becomes_careless()
    with pytest.raises(AssertionError, match="the clock went from"):
        outcome(siege)
