"""What an operator does by the command line, and what a town is afterwards."""

from contextvars import Context

from flask import Flask
from sqlalchemy import select

from app.db import db
from app.documents import Document


def run(app: Flask, *arguments: str) -> str:
    """What a command of the command line prints; it must not fail."""
    done = Context().run(app.test_cli_runner().invoke, args=list(arguments))
    assert done.exit_code == 0, done.output
    return done.output


def refused(app: Flask, *arguments: str) -> str:
    """What a command says that cannot be carried out."""
    done = Context().run(app.test_cli_runner().invoke, args=list(arguments))
    assert done.exit_code == 1, done.output
    return done.output


def bodies(app: Flask) -> dict[tuple[str, str], object]:
    """All documents that phones read, by place."""

    def read() -> dict[tuple[str, str], object]:
        with app.app_context():
            shown = select(Document).where(Document.deleted.is_(False))
            found = {(one.scope, one.key): one.body for one in db.session.scalars(shown)}
            db.session.remove()
            return found

    return Context().run(read)
