"""A server with several workers under several phones, killed again and again."""

import threading
from collections import Counter
from pathlib import Path
from random import Random

from caller import Caller
from cast import Cast
from copies import Copy
from ledger import PATIENCE, Ledger
from reader import Reader
from sender import A_DAY_S_WORK, Sender
from server import Server
from signed_in import offered

from app.db import db
from app.views.actor import COOKIE

DYING = Path(__file__).parent / "dying.py"
OUTSIDE = "from outside"
POINTS = (
    "after_commit",
    OUTSIDE,
    "half_answered",
    "received",
    "before_clock",
    "before_commit",
    OUTSIDE,
)
ONCE_EACH = len(set(POINTS))
"""So many kills go through all of them."""
SENDERS = 6
WORKERS = "3"
MOST_PUSHES = 15
MOST_EVENTS = 50
A_LIFE_S_WORK = 30
"""More commands than a phone sends between two deaths."""


class Siege:
    """`server` on the cast's database; `deaths` counts how it died, `copies` are its backups."""

    def __init__(self, cast: Cast, database: str, folder: Path, seed: int, kills: int) -> None:
        self.random = Random(seed)  # noqa: S311
        self.database, self.folder = database, folder
        self.deaths: Counter[str] = Counter()
        self.copies: list[Copy] = []
        self.ledger = Ledger()
        things = {"on": cast.project, "proposal": cast.proposal, "shift": offered(cast)}
        self.things = {name: str(id) for name, id in things.items()}
        own = {"DATABASE_URL": database, "WEB_CONCURRENCY": WORKERS}
        self.server = Server(cast.app.config["INSTANCE"], folder, DYING, **own)
        people = self._people(cast, 1 + SENDERS * (1 + kills * A_LIFE_S_WORK // A_DAY_S_WORK))
        self.person = people[0]
        self.reader = Reader(self.person, self._scopes(), self.ledger)
        self.senders = [
            Sender(people[1 + number :: SENDERS], self.things, self.ledger, seed + number)
            for number in range(SENDERS)
        ]

    def begins(self) -> None:
        """Nobody but the server has the database open from here on."""
        db.session.remove()
        db.engine.dispose()
        for thread in self._threads:
            thread.start()

    def kills_once(self) -> None:
        """One life of the server, from its start to its death."""
        point = POINTS[self.deaths.total() % len(POINTS)]
        if point == OUTSIDE:
            self._lives()
            self.ledger.waits_for(self.random.randint(1, MOST_EVENTS))
            self.server.is_killed()
        else:
            self._lives(f"{point}:{self.random.randint(1, MOST_PUSHES)}")
            self.server.dies(PATIENCE)
        self.deaths[point] += 1
        assert not self.ledger.odd, self.ledger.odd

    def is_copied(self) -> None:
        """A backup begins; nobody waits for it."""
        path = self.folder / f"copy-{len(self.copies)}.zip"
        self.copies.append(Copy(path, self.server.instance, self.database, self.ledger))
        self.copies[-1].start()

    def ends(self) -> None:
        """One more life, in which all phones get rid of what they have; then it is over."""
        self._lives()
        self._finishes()

    def _finishes(self) -> None:
        for thread in (*self.senders, self.reader):
            thread.done.set()
        for thread in self._threads:
            thread.join(PATIENCE)
            assert not thread.is_alive(), "somebody does not come to an end"
        self.reader.phone.pulls()
        fresh = Reader(self.person, self._scopes(), self.ledger).phone.pulls()
        assert self.reader.phone.bodies == fresh.bodies, "a replica differs from a fresh one"
        self.server.is_killed()
        assert not self.ledger.odd, self.ledger.odd

    def is_over(self) -> None:
        """Nothing is left running, however it went."""
        self.ledger.wonders("it is over")
        self.server.is_killed()
        for thread in self._threads:
            if thread.is_alive():
                thread.join(PATIENCE)

    @property
    def _threads(self) -> list[threading.Thread]:
        return [*self.senders, self.reader, *self.copies]

    def _lives(self, dies: str = "") -> None:
        self.server.settings["KOKOMMUNE_DIES"] = dies
        self.server.starts()
        self.ledger.begins_life()

    def _scopes(self) -> tuple[str, ...]:
        return "public", f"project:{self.things['on']}", f"proposal:{self.things['proposal']}"

    def _people(self, cast: Cast, number: int) -> list[Caller]:
        crowd = [(str(one.id), one.client.get_cookie(COOKIE)) for one in cast.crowd(number)]
        return [Caller(self.server.port, id, cookie.value) for id, cookie in crowd if cookie]
