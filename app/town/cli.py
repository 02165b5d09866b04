"""`flask town`: make the town, give it its face and its topics."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import click
from flask import Flask
from flask.cli import AppGroup

from ..db import LOCK, db
from ..documents.town import TEXTS
from ..models import COLOURS, LANGUAGES, PHASES, Topic, Town
from ..writing import writing
from . import arms, show
from .unfit import Unfit
from .words import sentence

town = AppGroup("town", help="The town.")
topics = AppGroup("topic", help="What contributions can be about.")
town.add_command(topics)
town.add_command(show.show)

FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
NOTHING = "none"


def register(app: Flask) -> None:
    """Add the commands."""
    app.cli.add_command(town)


@town.command()
@click.argument("name")
@click.option("--motto", default="", help="A line under the name.")
def create(name: str, motto: str) -> None:
    """Make an empty town."""
    if db.session.get(Town, 1):
        raise click.ClickException("There is a town already.")
    with _in_words(), writing():
        made = Town()
        made.change(name=name, motto=motto)
        db.session.add(made)
    click.echo(f"{name} is ready.")


@town.command("set")
@click.option("--name")
@click.option("--motto", help="A line under the name.")
@click.option("--time-zone", help="Europe/Berlin, for instance.")
@click.option("--language", "languages", multiple=True, help=f"On offer: {', '.join(LANGUAGES)}.")
@click.option("--colour", help="Of the band, #rrggbb; “none” for the usual one.")
@click.option("--arms", "picture", help="PNG, WebP or SVG; “none” for the drawn ones.")
@click.option("--phase", "phases", multiple=True, help=f"idea=Keim; codes: {', '.join(PHASES)}.")
@click.option("--tiles", help="Address of map tiles; “none” for none.")
@click.option("--attribution", help="Whose the map tiles are.")
@click.option("--imprint", type=FILE, help="A file with Markdown.")
@click.option("--privacy", type=FILE, help="A file with Markdown.")
@click.option("--accessibility", type=FILE, help="A file with Markdown.")
@click.option("--opening-hours", type=FILE, help="A file with Markdown.")
def set_(picture: str | None, **options: Any) -> None:
    """Give the town its face. What is not named stays; one wrong value, and nothing changes."""
    with _in_words(), writing():
        settings = _settings(options)
        if not settings and picture is None:
            raise click.UsageError("Say what to set; --help lists it.")
        ours = _the_town()
        ours.change(**settings)
        if picture == NOTHING:
            ours.take_down_arms()
        elif picture is not None:
            ours.hang_up_arms(_bytes(Path(picture)))
    click.echo("Done. Phones have it at their next pull.")


@topics.command("list")
def list_topics() -> None:
    """All topics in their order."""
    for number, topic in enumerate(Topic.in_order(), 1):
        click.echo(f"{number:2}  {topic.id:20} {topic.colour:8} {topic.name}")


@topics.command("add")
@click.argument("id")
@click.argument("name")
@click.option("--colour", default="grey", help=f"One of {', '.join(COLOURS)}.")
def add_topic(id: str, name: str, colour: str) -> None:
    """One more topic; ID is a short word for addresses."""
    with _in_words(), writing():
        Topic.add(id, name, colour)


@topics.command("change")
@click.argument("id")
@click.option("--name")
@click.option("--colour", help=f"One of {', '.join(COLOURS)}.")
def change_topic(id: str, name: str | None, colour: str | None) -> None:
    """Another colour or name."""
    with _in_words(), writing():
        Topic.named(id).change(name, colour)


@topics.command("rename")
@click.argument("id")
@click.argument("name")
def rename_topic(id: str, name: str) -> None:
    """Another name; the id stays."""
    with _in_words(), writing():
        Topic.named(id).change(name=name)


@topics.command("move")
@click.argument("id")
@click.argument("position", type=click.IntRange(1))
def move_topic(id: str, position: int) -> None:
    """To this place in the order, counted from 1."""
    with _in_words(), writing():
        Topic.named(id).move(position)


@topics.command("remove")
@click.argument("id")
def remove_topic(id: str) -> None:
    """Give a topic up; contributions stand without it."""
    with _in_words(), writing():
        Topic.named(id).remove()


@contextmanager
def _in_words() -> Iterator[None]:
    """Ends the command with what is wrong, in words."""
    try:
        yield
    except Unfit as unfit:
        raise click.ClickException(sentence(unfit)) from None


def _the_town() -> Town:
    ours = db.session.get(Town, 1, **LOCK)
    if ours is None:
        raise click.ClickException("There is no town yet: flask town create NAME.")
    return ours


def _settings(options: dict[str, Any]) -> dict[str, Any]:
    """The named options as settings."""
    settings = {name: value for name, value in options.items() if value not in (None, ())}
    for name in TEXTS:
        if name in settings:
            settings[name] = _text(name, settings[name])
    for name in ("colour", "tiles"):
        if settings.get(name) == NOTHING:
            settings[name] = ""
    if "phases" in settings:
        settings["phases"] = dict(map(_pair, settings["phases"]))
    return settings


def _text(name: str, file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        raise Unfit("not_text", name) from None


def _bytes(file: Path) -> bytes:
    try:
        with file.open("rb") as picture:
            return picture.read(arms.MOST_BYTES + 1)
    except OSError as error:
        raise click.ClickException(f"{file}: {error.strerror}.") from None


def _pair(text: str) -> tuple[str, str]:
    code, separator, name = text.partition("=")
    if not separator:
        raise click.UsageError(f"--phase {text}: write code=name, for instance idea=Keim.")
    return code, name
