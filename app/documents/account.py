"""What an account's owner reads of it, in their own scope: passkeys, devices, and its log.

Builders get `<id>` or, where a row names its scope, `<id>@<scope>`.
"""

from collections.abc import Collection, Iterator
from typing import Any

from sqlalchemy import select

from ..db import db, iso
from ..models import Credential, Event, Session
from .kind import Placed, key, kind
from .query import ids_of, uuids


@kind("passkey", ids=ids_of(Credential))
def build_passkey(ids: Collection[str]) -> Iterator[Placed]:
    for passkey in _rows(Credential, ids):
        yield _place(
            passkey,
            "passkey",
            {
                "name": passkey.name,
                "created": iso(passkey.created),
                "used": iso(passkey.used),
                "backed_up": passkey.backed_up,
            },
        )


@kind("device", ids=ids_of(Session))
def build_device(ids: Collection[str]) -> Iterator[Placed]:
    for session in _rows(Session, ids):
        if session.account and not session.ended:
            yield _place(
                session,
                "device",
                {
                    "name": session.device,
                    "created": iso(session.created),
                    "seen": iso(session.seen),
                    "guest": str(session.guest_id or ""),
                },
            )


@kind("event", ids=ids_of(Event))
def build_event(ids: Collection[str]) -> Iterator[Placed]:
    for event in _rows(Event, ids):
        body = {"what": event.kind, "detail": event.detail, "created": iso(event.created)}
        yield _place(event, "event", body)


def _rows(model: Any, ids: Collection[str]) -> Iterator[Any]:
    wanted = uuids([id.partition("@")[0] for id in ids])
    yield from db.session.scalars(select(model).where(model.id.in_(wanted)))


def _place(row: Any, name: str, body: dict[str, Any]) -> Placed:
    return key("me", row.resident_id), key(name, row.id), {"id": str(row.id)} | body
