"""Documents that stand in residents' own scopes.

Builders get `<id>` for everyone's or `<id>@me:<resident>` for one resident's.
"""

from collections.abc import Collection, Iterator
from typing import Any
from uuid import UUID

from sqlalchemy import or_, select, tuple_
from sqlalchemy.orm import InstrumentedAttribute

from ..db import db


def owned(model: Any, about: InstrumentedAttribute[Any], ids: Collection[str]) -> Iterator[Any]:
    """The rows about these things: of all residents, or of the one that an id names."""
    typed = UUID if about.type.python_type is UUID else str
    wanted = [id.partition("@me:")[::2] for id in ids]
    everyones = [typed(id) for id, resident in wanted if not resident]
    ones = [(typed(id), UUID(resident)) for id, resident in wanted if resident]
    query = select(model).where(
        or_(about.in_(everyones), tuple_(about, model.resident_id).in_(ones))
    )
    yield from db.session.scalars(query)
