"""What can be supported."""

from typing import TYPE_CHECKING
from uuid import UUID

from sqlalchemy.orm.attributes import InstrumentedAttribute

from ..db import db
from ..refusal import Refusal
from .support import Support

if TYPE_CHECKING:
    from .resident import Resident


class Supportable:
    """Takes supports: `proposal.support(resident)`. Both verbs set a state, they never toggle."""

    id: InstrumentedAttribute[UUID] | UUID
    state: InstrumentedAttribute[str] | str

    def support(self, resident: "Resident") -> None:
        """Stand behind it.

        Raises Refusal: "withdrawn" where its author has withdrawn it, "too_many" past the pace.
        """
        if Support.of(resident.id, self.id):
            return
        if self.state == "withdrawn":
            raise Refusal("withdrawn")
        Support.check_pace(resident.id)
        db.session.add(
            Support(resident_id=resident.id, proposal_id=self.id, kiosk_id=resident.kiosk_id)
        )

    def withdraw_support(self, resident: "Resident") -> None:
        """No longer stand behind it."""
        support = Support.of(resident.id, self.id)
        if support:
            db.session.delete(support)
