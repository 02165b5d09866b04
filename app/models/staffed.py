"""What needs helping hands."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm.attributes import InstrumentedAttribute

from ..db import db
from ..refusal import Refusal
from .mixins import Touched
from .shift import Shift

if TYPE_CHECKING:
    from .resident import Resident


class Staffed:
    """Offers shifts: `project.offer_shift(resident, id, title=…, …)`."""

    id: InstrumentedAttribute[UUID] | UUID

    def is_led_by(self, resident: "Resident") -> bool:
        """Whether this resident may say what help is needed."""
        raise NotImplementedError

    def offer_shift(self, resident: "Resident", id: UUID, **what: Any) -> Shift:
        """Ask for help: title, place, starts, ends, capacity as in `Shift`.

        Raises Refusal: "not_yours" for those who do not carry the project, and as `Shift.check`.
        """
        if not self.is_led_by(resident):
            raise Refusal("not_yours")
        Shift.check(what["starts"], what["ends"], what["capacity"])
        shift = Shift(id=id, project_id=self.id, **what)
        db.session.add(shift)
        return shift

    def documents_of_shifts(self) -> Iterator[Touched]:
        """Its shifts with their sign-ups."""
        for id in db.session.scalars(select(Shift.id).where(Shift.project_id == self.id)):
            yield f"shift:{id}", None
            yield f"sign_up:{id}", None
