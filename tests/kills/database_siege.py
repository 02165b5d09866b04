"""Phones and a server that lives, while the database is killed again and again."""

from pathlib import Path

from cast import Cast
from cluster import Cluster
from siege import Siege

DATABASE = "database"
MOST_ANSWERS = 20


class DatabaseSiege(Siege):
    """The phones of a siege; nobody restarts the server, and no connection of it survives."""

    def __init__(self, cast: Cast, cluster: Cluster, folder: Path, seed: int, kills: int) -> None:
        super().__init__(cast, cluster.url, folder, seed, kills)
        self.cluster = cluster

    def begins(self) -> None:
        """The server's one life begins, too."""
        super().begins()
        self._lives()

    def kills_once(self) -> None:
        """One life of the database, in the middle of what the phones push."""
        self.ledger.waits_for_answers(self.random.randint(1, MOST_ANSWERS))
        self.cluster.is_killed()
        self.ledger.waits_for_refusal()
        self.cluster.starts()
        self.deaths[DATABASE] += 1
        self.ledger.begins_life()
        assert not self.ledger.odd, self.ledger.odd

    def ends(self) -> None:
        """All phones get rid of what they have; then it is over."""
        self._finishes()
