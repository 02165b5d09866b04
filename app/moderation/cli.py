"""`flask moderate`: reported contributions, hide, restore, dismiss."""

from collections import Counter
from datetime import datetime
from typing import Any
from uuid import UUID

import click
from flask import Flask
from flask.cli import AppGroup

from ..commands.moderation import LONGEST_REASON
from ..commands.reports import REPORTABLE
from ..db import LOCK, db, iso
from ..documents.text import line
from ..models import Report
from ..town import checks
from ..town.unfit import Unfit
from ..town.words import sentence
from ..writing import writing
from .desk import thing_of

moderate = AppGroup("moderate", help="Reported and hidden contributions.")
SEEN = click.option(
    "--seen",
    type=click.DateTime(["%Y-%m-%dT%H:%M:%S.%f%z"]),
    help="When the latest report came that `list` has shown; those after it go on waiting.",
)


def register(app: Flask) -> None:
    """Add the commands."""
    app.cli.add_command(moderate)


@moderate.command("list")
def list_reported() -> None:
    """What was reported and waits, the longest waiting first."""
    keys = Report.reported()
    for key in keys:
        _tell(key)
    if not keys:
        click.echo("Nothing waits.")


@moderate.command()
@click.argument("id", type=click.UUID)
@click.option("--reason", required=True, help="Everyone reads it, at the place and for good.")
def hide(id: UUID, reason: str) -> None:
    """Hide a project, a proposal or a comment; it leaves all phones at their next pull."""
    try:
        words = checks.line(LONGEST_REASON, required=True)(reason)
    except Unfit as unfit:
        raise click.ClickException(f"reason: {sentence(unfit)}") from None
    with writing():
        _standing(id).hide(words)
    click.echo("Hidden. Its reports are closed.")


@moderate.command()
@click.argument("id", type=click.UUID)
@SEEN
def restore(id: UUID, seen: datetime | None) -> None:
    """Show it again."""
    with writing():
        _standing(id).restore(seen)
    click.echo("Shown again. Its reports are closed.")


@moderate.command()
@click.argument("id", type=click.UUID)
@SEEN
def dismiss(id: UUID, seen: datetime | None) -> None:
    """Leave it as it is; its reports are closed. Also where its author has deleted it."""
    with writing():
        _found(id).close_reports(seen)
    click.echo("Its reports are closed.")


def _standing(id: UUID) -> Any:
    row = _found(id)
    if getattr(row, "deleted", None):
        raise click.ClickException(f"The author of {id} has deleted it.")
    return row


def _found(id: UUID) -> Any:
    for model in REPORTABLE:
        row = db.session.get(model, id, **LOCK)
        if row is not None:
            return row
    raise click.ClickException(f"There is no project, proposal or comment {id}.")


def _tell(key: str) -> None:
    thing = thing_of(key)
    reports = Report.open_about(key)
    reasons = Counter(report.reason for report in reports)
    click.echo(f"{thing.__tablename__} {thing.id}")
    click.echo(f"  {thing.path}")
    click.echo(f"  {_plain(line(getattr(thing, 'title', '') or thing.text)) or '(no text left)'}")
    if thing.is_hidden:
        click.echo("  is hidden, or stands on what is")
    count = "1 report" if len(reports) == 1 else f"{len(reports)} reports"
    found = (f"{number} × {reason}" for reason, number in reasons.most_common())
    click.echo(f"  {count}: {', '.join(found)}")
    click.echo(f"  the latest came {iso(reports[-1].created)}")
    for report in reports:
        if report.text:
            click.echo(f"    – {_plain(report.text)}")


def _plain(text: str) -> str:
    """On one line, without what a terminal would take for a command."""
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())
