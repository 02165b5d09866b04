"""Which migrations there are, and which a database has had."""

from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from flask import current_app

from ..db import db


def newest() -> str:
    """The revision that this version makes."""
    return _scripts().get_current_head() or ""


def known() -> set[str]:
    """All revisions up to that."""
    return {script.revision for script in _scripts().walk_revisions()}


def there() -> str | None:
    """The revision of this database; None where it was never migrated."""
    with db.engine.connect() as connection:
        return MigrationContext.configure(connection).get_current_revision()


def _scripts() -> ScriptDirectory:
    return ScriptDirectory(str(current_app.extensions["migrate"].directory))
