"""`flask keys`: the keys that the server signs with."""

import click
from flask import Flask, current_app
from flask.cli import AppGroup

from . import config

keys = AppGroup("keys", help="The server's own keys.")


def register(app: Flask) -> None:
    """Add the commands."""
    app.cli.add_command(keys)


@keys.command()
@click.option("--keep", default=100, show_default=True, help="How many older keys stay good.")
def rotate(keep: int) -> None:
    """Sign with a new key from the next start on; older ones still open what they made.

    With --keep 0 they open nothing any more: codes on paper have to be made anew, and what still
    waits sealed on tablets cannot be read again.
    """
    instance = current_app.config["INSTANCE"]
    config.rotate_keys(instance, max(0, keep))
    click.echo(f"A new key signs from the next start on; {len(config.keys(instance)) - 1} older.")
