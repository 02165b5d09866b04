"""The command line: `bin/flask --help`."""

import json
from pathlib import Path

import click
from flask import Flask
from flask.cli import AppGroup

from . import extracting, keys, pages
from .backup import cli as backup
from .commands import registry
from .documents.table import SCHEMA
from .headers import PAGE_HEADERS
from .importing import cli as importing
from .kiosk import allowed
from .moderation import cli as moderation
from .roles import cli as roles
from .seeds import cli as seeds
from .sync.envelope import PROTOCOL
from .town import cli as town
from .upgrading import bring_up_to_date
from .words import CATALOGUES, Forms, forms
from .writing import writing

SERVER_ONLY = ("templates/admin/", "templates/kiosk/")
"""Pages that the server alone makes; the front-end build leaves them out, too."""
documents = AppGroup("documents", help="The documents that pages and phones read.")


def register(app: Flask) -> None:
    """Add the commands."""
    app.cli.add_command(documents)
    app.cli.add_command(export)
    app.cli.add_command(upgrade)
    app.cli.add_command(list_commands)
    backup.register(app)
    extracting.register(app)
    importing.register(app)
    seeds.register(app)
    town.register(app)
    moderation.register(app)
    keys.register(app)
    roles.register(app)


@documents.command()
def rebuild() -> None:
    """Build all documents anew from the rows, and what their scopes amount to."""
    with writing() as write:
        write.everything = True
    click.echo(f"{write.mended} documents were wrong and are right now.")
    click.echo(f"{write.summed} sums of scopes were wrong and are right now.")


@click.command()
def upgrade() -> None:
    """Bring database and documents to the shape that this version reads."""
    bring_up_to_date()


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
        "kiosk": {"page": pages.row(pages.KIOSK), "paths": allowed.public()},
        "tablet": allowed.export(),
        "commands": registry.export(),
        "catalogues": _catalogues("templates/"),
        "page_catalogues": _catalogues("static/js/"),
    }
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(json.dumps(table, ensure_ascii=False, indent=1) + "\n")


def _catalogues(folder: str) -> dict[str, dict[str, Forms]]:
    """What is said in a folder's files that phones have, by language: {message: forms}."""

    def is_theirs(path: str) -> bool:
        return path.startswith(folder) and not path.startswith(SERVER_ONLY)

    return {language: forms(language, is_theirs) for language in CATALOGUES}
