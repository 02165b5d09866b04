"""A backup as `flask backup` writes it, and the town that `flask restore` makes of it."""

from pathlib import Path
from tempfile import TemporaryDirectory

from flask import current_app
from snapshots import empty

from app.backup.files import reading_from
from app.backup.filling import fill
from app.db import db
from app.upgrading import bring_up_to_date

NAME = "town.zip"


class Backup:
    """Taken when it is made."""

    def __init__(self) -> None:
        db.session.remove()
        with TemporaryDirectory() as folder:
            path = Path(folder) / NAME
            asked = ["backup", str(path)]
            current_app.test_cli_runner().invoke(args=asked, catch_exceptions=False)
            self._file = path.read_bytes()

    def put_back(self) -> None:
        """Fill the tables from it, under a new epoch, and build all documents anew.

        `flask restore` wants a database without a town, and makes its tables: here they are
        emptied, and are of this version already.
        """
        db.session.remove()
        with db.engine.begin() as connection:
            empty(connection)
        with TemporaryDirectory() as folder:
            path = Path(folder) / NAME
            path.write_bytes(self._file)
            with reading_from(path) as copy:
                fill(copy)
        bring_up_to_date()
