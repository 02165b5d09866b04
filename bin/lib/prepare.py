"""Bring the database up to date, give it a town if it has none, invite its administrator.

One process for all steps of the command line, since each start of Python costs a second.
Usage: prepare.py --seed|--empty NAME
"""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))
sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

import database_words
from flask import current_app

from app import create_app
from app.db import db
from app.models import Invitation, Role, Town
from app.roles.link import address
from app.writing import writing


def prepare(choice: str, name: str) -> None:
    """Migrate, then seed or create a town where there is none."""
    app = create_app()
    with app.app_context():
        app.cli.main(["upgrade"], prog_name="bin/flask", standalone_mode=False)
        if not db.session.get(Town, 1):
            # Ends the read, so that the town's own transaction can begin.
            db.session.rollback()
            arguments = ["town", "create", name] if choice == "--empty" else ["seed"]
            app.cli.main(arguments, prog_name="bin/flask", standalone_mode=False)
        if not Role.exists("administrator"):
            print(f"Nobody administers this town yet. Open this link, and it is you:\n  {_link()}")


def _link() -> str:
    """A link that is good once; those of earlier starts are over."""
    with writing():
        token = Invitation.make()
    return address(token, current_app.config.get("ORIGIN"))


if __name__ == "__main__":
    try:
        prepare(*sys.argv[1:3])
    except database_words.ERRORS as error:
        sys.exit(f"bin/serve: {database_words.sentence(error)}")
