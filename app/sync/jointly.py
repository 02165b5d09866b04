"""Those who write at the same time share one transaction.

A commit's price is mostly the same for one command as for twenty, and there is one clock. So of
the requests of one process the first leads: what came to it while it waited for its turn it
carries out together with its own, each under a savepoint, and gives each its outcomes. Phones that
come back online together, after an evening in a hall without a network, wait no longer than for
two transactions: the one that runs, and their own.
"""

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from threading import Event, Lock
from typing import Any

from flask import Flask

from ..commands import Outcome
from ..db import db
from ..serving.relay import step_aside
from ..writing import Writing, ready, writing

log = logging.getLogger(__name__)

LINE = "kokommune_line"
"""Where an application keeps its line."""
MOST = 50
"""Commands of one transaction, unless one request has more: others wait for it."""


@dataclass
class Job:
    """What one request writes: `run(write)` carries out `size` commands, for its outcomes.

    `run` gets everything by its closure: it may run in another request's thread, and session.
    `outcomes` stays None where nothing was done.
    """

    run: Callable[[Writing], list[Outcome]]
    size: int
    outcomes: list[Outcome] | None = None
    leads: bool = False
    ended: Event = field(default_factory=Event)


class Line:
    """The jobs of one application in one process, in the order in which they came."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._waiting: list[Job] = []
        self._has_leader = False

    def carry_out(self, job: Job) -> list[Outcome] | None:
        """Its outcomes; None where the transaction failed as a whole, and nothing was done.

        Raises RuntimeError as `writing()` does.
        """
        ready(db.session())
        # What comes behind it joins it in the line.
        step_aside()
        with self._lock:
            self._waiting.append(job)
            job.leads = not self._has_leader
            self._has_leader = True
        if not job.leads:
            job.ended.wait()
        if job.leads:
            self._lead()
        return job.outcomes

    def _lead(self) -> None:
        jobs: list[Job] = []
        try:
            with writing() as write:
                jobs = self._take()
                done = [job.run(write) for job in jobs]
            for job, outcomes in zip(jobs, done, strict=True):
                job.outcomes = outcomes
                _hand_over(outcomes)
        except Exception:
            # Whose fault it was shows when each runs by itself, in its own request.
            log.warning("%d requests run again, each by itself", len(jobs), exc_info=True)
        finally:
            self._end(jobs)

    def _take(self) -> list[Job]:
        """As many as fit, the leader's own first."""
        with self._lock:
            size, count = 0, 0
            for job in self._waiting:
                size += job.size
                if count and size > MOST:
                    break
                count += 1
            taken, self._waiting = self._waiting[:count], self._waiting[count:]
            return taken

    def _end(self, jobs: Sequence[Job]) -> None:
        """Wake whose turn it was, and the next leader.

        Where not even a transaction began none of those waiting has to wait for that again.
        """
        with self._lock:
            if not jobs:
                jobs, self._waiting = self._waiting, []
            self._has_leader = bool(self._waiting)
            if self._waiting:
                self._waiting[0].leads = True
                self._waiting[0].ended.set()
        for job in jobs:
            job.ended.set()


def register(app: Flask) -> None:
    """Give the application its line."""
    app.extensions[LINE] = Line()


def _hand_over(outcomes: Sequence[Outcome]) -> None:
    """Another thread reads these receipts: the session of this one lets them go as they are."""
    session: Any = db.session()
    for outcome in outcomes:
        if outcome.receipt is not None and outcome.receipt in session:
            session.expunge(outcome.receipt)
