"""One transaction for one import."""

from collections.abc import Iterator
from contextlib import contextmanager

import click
from sqlalchemy.exc import IntegrityError

from ..writing import writing
from .errors import BrokenFile


class _TakeBack(Exception):
    pass


@contextmanager
def importing(dry_run: bool) -> Iterator[None]:
    """`writing()` for an import; a dry run does all of it and takes it back.

    Raises BrokenFile where another import brought the same rows at the same time.
    """
    try:
        with writing():
            yield
            if dry_run:
                raise _TakeBack
            click.echo("Writing …", err=True)
    except _TakeBack:
        pass
    except IntegrityError:
        raise BrokenFile(
            "Someone wrote the same rows at the same time; nothing was changed, try again."
        ) from None
