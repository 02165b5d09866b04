"""kill -9 for the server while phones push: nothing acknowledged is lost, nothing is doubled."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from cast import Cast
from report import told
from server import flask
from siege import ONCE_EACH, Siege
from verdict import Verdict, receipts, summary

KILLS = int(os.environ.get("KOKOMMUNE_KILLS") or ONCE_EACH)
SEED = int(os.environ.get("KOKOMMUNE_KILLS_SEED") or 1)
COPY_EVERY = 20


@pytest.fixture
def siege(cast: Cast, database: str, tmp_path: Path) -> Iterator[Siege]:
    """Phones and a server on the cast's town, which nobody has begun yet."""
    siege = Siege(cast, database, tmp_path, SEED, KILLS)
    yield siege
    siege.is_over()


def test_killed_under_load_the_server_keeps_its_word(siege: Siege, database: str) -> None:
    before = receipts()
    siege.begins()
    for number in range(KILLS):
        if number % COPY_EVERY == 1:
            siege.is_copied()
        siege.kills_once()
    siege.ends()

    verdict = Verdict(siege.ledger, before)
    told(f"server, {database.partition(':')[0]}", summary(siege.ledger, siege.deaths, verdict))
    assert (verdict.lost, verdict.doubled) == ([], [])
    assert len(siege.deaths) == min(KILLS, ONCE_EACH), siege.deaths
    assert not siege.ledger.counted["put off"], "a server that lives can do what it is asked"
    assert siege.ledger.counted["duplicate"], "no answer was lost that was about to come"
    said = flask(siege.server.instance, "documents", "rebuild", DATABASE_URL=database)
    assert said.startswith("0 documents"), said
    for copy in siege.copies:
        of_copy = copy.judged(before)
        assert (of_copy.lost, of_copy.doubled) == ([], []), copy.path
