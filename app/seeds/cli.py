"""`flask seed`: a town to look at."""

import click
from flask import Flask
from flask.cli import with_appcontext

from .planting import TownNotEmpty, plant


def register(app: Flask) -> None:
    """Add the command."""
    app.cli.add_command(seed)


@click.command()
@with_appcontext
def seed() -> None:
    """Fill an empty database with the seed town, Lindenbrück an der Quirl."""
    try:
        counts = plant()
    except TownNotEmpty:
        raise click.ClickException(
            "This town is not empty. Seeds are for a new one: nothing was changed."
        ) from None
    click.echo("Lindenbrück an der Quirl is ready: " + ", ".join(_named(counts)) + ".")


def _named(counts: dict[str, int]) -> list[str]:
    return [f"{count} {noun.replace('_', '-')}s" for noun, count in counts.items()]
