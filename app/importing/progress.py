"""The progress bar of an import."""

import sys
from collections.abc import Iterator, Sequence
from typing import TypeVar

import click

Item = TypeVar("Item")


def progress(items: Sequence[Item], label: str) -> Iterator[Item]:
    """Each item, with a bar on stderr that moves as they are taken."""
    with click.progressbar(items, label=label, file=sys.stderr) as bar:
        yield from bar
