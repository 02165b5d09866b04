"""Getting somebody back in at the desk: who may, for whom, and the code that comes of it.

Those at the desk look at a person and start; the person makes a new passkey on their own phone.
Nobody at the desk sees or chooses one.
"""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import or_, select

from ..db import db
from ..models import DeskRecovery, Resident
from ..refusal import Refusal
from ..rights import may
from . import codes, names
from .keys import keyed_hashes

MOST = 20


@dataclass(frozen=True)
class Found:
    """Accounts for a name: of exactly that name, of one that looks like it, that begin so."""

    exact: list[Resident]
    alike: list[Resident]
    begins: list[Resident]


def start(resident_id: UUID, by_id: UUID) -> tuple[DeskRecovery, str]:
    """Begin, inside `writing()`; returns the code as well, which is kept nowhere else.

    Raises Refusal: `not_allowed`, `not_found`, `own_account`, `too_many_recoveries`.
    """
    _lock(resident_id, by_id)
    by = _staff(by_id, "start_recovery")
    resident = db.session.get(Resident, resident_id)
    if resident is None:
        raise Refusal("not_found")
    code = codes.make(codes.DESK)
    recovery = DeskRecovery.start(resident, by, keyed_hashes(code)[0])
    db.session.flush()
    return recovery, codes.shown(code)


def confirm(recovery_id: UUID, by_id: UUID) -> None:
    """The second person agrees, inside `writing()`.

    Raises Refusal: `not_allowed`, `not_found`, `needs_another_person`, `expired_code`.
    """
    by = _staff(by_id, "confirm_recovery")
    recovery = db.session.get(
        DeskRecovery, recovery_id, with_for_update=True, populate_existing=True
    )
    if recovery is None:
        raise Refusal("not_found")
    recovery.confirm(by)


def find(name: str) -> Found:
    """The accounts that somebody at the desk may mean."""
    key = names.key(name)
    if not key:
        return Found([], [], [])
    accounts = (Resident.guest.is_(False), Resident.closed.is_(None), Resident.name != "")
    begins_so = Resident.name_key.startswith(key, autoescape=True)
    like = Resident.named_like(name)
    query = select(Resident).where(*accounts, or_(begins_so, like))
    order = (like.desc(), Resident.name_key, Resident.id)
    found = list(db.session.scalars(query.order_by(*order).limit(MOST + 1)))
    exact = [each for each in found if _same(each.name, name)]
    alike = [each for each in found if names.keys(each.name) & names.keys(name)]
    alike = [each for each in alike if each not in exact]
    begins = [each for each in found if each not in exact and each not in alike]
    return Found(exact, alike, begins)


def _lock(*ids: UUID) -> None:
    """Who starts is counted under their lock; in one order, since two may start for each other."""
    query = select(Resident).where(Resident.id.in_(ids)).order_by(Resident.id)
    query = query.with_for_update(key_share=True)
    db.session.scalars(query, execution_options={"populate_existing": True}).all()


def _staff(id: UUID, verb: str) -> Resident:
    resident = db.session.get(Resident, id)
    if resident is None or not may(resident, verb):
        raise Refusal("not_allowed")
    return resident


def _same(one: str, other: str) -> bool:
    return one.casefold() == other.strip().casefold()
