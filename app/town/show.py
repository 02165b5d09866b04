"""`flask town show`: what is set."""

import click

from ..db import db
from ..models import Town

WHOLE = ("name", "motto", "time_zone", "colour", "tiles", "attribution")
TEXTS = ("imprint", "privacy", "accessibility", "opening_hours")


@click.command()
def show() -> None:
    """What is set, and what is not yet."""
    town = db.session.get(Town, 1)
    if town is None:
        raise click.ClickException("There is no town yet: flask town create NAME.")
    for name in WHOLE:
        _line(name, getattr(town, name))
    _line("languages", ", ".join(town.languages))
    _line("phases", ", ".join(f"{code}={name}" for code, name in town.phases.items()))
    _line("arms", f"{town.arms_type}, {len(town.arms)} bytes" if town.arms else "")
    for name in TEXTS:
        text = getattr(town, name)
        _line(name, f"{len(text)} characters" if text else "")


def _line(name: str, value: str) -> None:
    click.echo(f"{name.replace('_', '-'):15} {value or '(not set)'}")
