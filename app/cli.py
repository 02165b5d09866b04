"""The command line: `bin/flask --help`."""

import json
from pathlib import Path

import click
import flask_migrate
from flask import Flask
from flask.cli import AppGroup
from sqlalchemy import select

from . import pages
from .commands import registry
from .db import db
from .documents.table import SCHEMA
from .headers import PAGE_HEADERS
from .importing import cli as importing
from .models import Clock, Town
from .seeds import cli as seeds
from .sync.envelope import PROTOCOL
from .writing import writing

documents = AppGroup("documents", help="The documents that pages and phones read.")
town = AppGroup("town", help="The town.")


def register(app: Flask) -> None:
    """Add the commands."""
    for group in (documents, town):
        app.cli.add_command(group)
    app.cli.add_command(export)
    app.cli.add_command(upgrade)
    app.cli.add_command(list_commands)
    importing.register(app)
    seeds.register(app)


@documents.command()
def rebuild() -> None:
    """Build all documents anew from the rows."""
    with writing() as write:
        write.everything = True
    click.echo(f"{write.mended} documents were wrong and are right now.")


@town.command()
@click.argument("name")
@click.option("--motto", default="", help="A line under the name.")
def create(name: str, motto: str) -> None:
    """Make an empty town."""
    if db.session.get(Town, 1):
        raise click.ClickException("There is a town already.")
    with writing():
        db.session.add(Town(name=name, motto=motto))
    click.echo(f"{name} is ready.")


@click.command()
def upgrade() -> None:
    """Bring database and documents to the shape that this version reads."""
    flask_migrate.upgrade()
    if db.session.scalar(select(Clock.schema)) != SCHEMA:
        with writing() as write:
            db.session.get_one(Clock, 1).schema = SCHEMA
            write.everything = True


@click.command("commands")
def list_commands() -> None:
    """All that people can do here: name, fields, since which version."""
    for spec in registry.COMMANDS.values():
        fields = ", ".join(spec.form(formdata=None)._fields)
        click.echo(f"{spec.name:20} {fields:30} version {spec.version}")


@click.command()
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
def export(file: Path) -> None:
    """Write what the front-end build needs of the server: pages, commands, headers."""
    table = {
        "protocol": PROTOCOL,
        "schema": SCHEMA,
        "headers": PAGE_HEADERS,
        "pages": pages.export(),
        "commands": registry.export(),
    }
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(json.dumps(table, ensure_ascii=False, indent=1) + "\n")
