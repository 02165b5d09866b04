"""What stands on the command line of an import, checked."""

from collections.abc import Mapping

import click

from . import mapping
from .reader import LANGUAGE


def pairs(
    _context: click.Context, _option: click.Parameter, texts: tuple[str, ...]
) -> Mapping[str, str]:
    """Fields and their columns."""
    try:
        return mapping.parse(texts)
    except ValueError as error:
        raise click.BadParameter(str(error)) from None


def name(_context: click.Context, _option: click.Parameter, text: str) -> str:
    """The name of a source or a round."""
    short = text.strip()
    if len(short) > mapping.LONGEST_NAME or not short.isprintable():
        raise click.BadParameter(f"it takes up to {mapping.LONGEST_NAME} printable characters.")
    return short


def language(_context: click.Context, _option: click.Parameter, text: str) -> str:
    """A language's tag, or nothing."""
    if text and not LANGUAGE.fullmatch(text):
        raise click.BadParameter("it is a language as in “de” or “pt-BR”.")
    return text
