"""Errors of the database in words, for the people who run the town."""

from alembic.util import CommandError
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError, OperationalError

ADVICE = (
    "Check DATABASE_URL (postgresql://user:password@host/name); without it, the data is in "
    "instance/, which has to be writable."
)
ERRORS = (ArgumentError, CommandError, DBAPIError, ModuleNotFoundError, PermissionError)


def sentence(error: Exception) -> str:
    """What went wrong, in one sentence, and what to do, in another."""
    match error:
        case DBAPIError() if "no such table" in str(error) or "does not exist" in str(error):
            return "The database has no tables yet.\n  Make them: bin/flask db upgrade"
        case OperationalError():
            return f"The database cannot be reached or written ({_short(error)}).\n  {ADVICE}"
        case DBAPIError():
            return f"The database refuses to work ({_short(error)}).\n  {ADVICE}"
        case ArgumentError() | NoSuchModuleError() | ModuleNotFoundError():
            return f"DATABASE_URL is no address of a database that works here.\n  {ADVICE}"
        case PermissionError():
            return f"{error.filename} cannot be used.\n  Start as the owner of that folder."
        case _:
            return (
                f"The database does not fit this version of Kokommune ({error}).\n"
                "  Use the version that wrote it, or a newer one."
            )


def _short(error: DBAPIError) -> str:
    return " ".join(str(error.orig).split())
