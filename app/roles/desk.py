"""Roles and accounts, as administrators see them."""

from typing import Any

from sqlalchemy import select

from ..db import db, iso
from ..documents.text import folded
from ..models import Neighbourhood, Resident, Role

Row = dict[str, Any]
MOST = 20


def holders() -> list[Row]:
    """Everybody's roles, by name."""
    query = select(Role, Resident).join(Resident, Role.resident_id == Resident.id)
    rows = [_held(role, resident) for role, resident in db.session.execute(query)]
    return sorted(rows, key=lambda row: (folded(row["name"]), row["role"], row["id"]))


def accounts_named(words: str) -> list[Row]:
    """Accounts with all of these words in their names, whose name begins with them first."""
    asked = folded(words)
    query = select(Resident).where(
        Resident.guest.is_(False), Resident.closed.is_(None), Resident.name != ""
    )
    found = [
        (not name.startswith(asked), name, str(resident.id), resident)
        for resident in db.session.scalars(query)
        if all(word in (name := folded(resident.name)) for word in asked.split())
    ]
    return [_account(resident) for *_, resident in sorted(found, key=lambda one: one[:3])[:MOST]]


def neighbourhoods() -> list[Row]:
    """All neighbourhoods, by name."""
    rows = db.session.execute(select(Neighbourhood.id, Neighbourhood.name))
    places = [{"id": str(row.id), "name": row.name} for row in rows]
    return sorted(places, key=lambda place: folded(place["name"]))


def _account(resident: Resident) -> Row:
    return {
        "id": str(resident.id),
        "name": resident.name,
        "affiliation": resident.affiliation,
        "created": iso(resident.created),
    }


def _held(role: Role, resident: Resident) -> Row:
    place = db.session.get(Neighbourhood, role.neighbourhood_id) if role.neighbourhood_id else None
    giver = db.session.get(Resident, role.granted_by_id) if role.granted_by_id else None
    return {
        "id": str(resident.id),
        "name": resident.name,
        "role": role.role,
        "value": f"{role.role}:{place.id}" if place else role.role,
        "neighbourhood": place.name if place else "",
        "granted_by": giver.name if giver else "",
        "created": iso(role.created),
    }
