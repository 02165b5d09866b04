"""What passkeys belong to: the town's name on the web, which can never change."""

from dataclasses import dataclass
from urllib.parse import urlsplit

from flask import current_app, request

from ..db import db
from ..models import Town


@dataclass(frozen=True)
class RelyingParty:
    """`id` is the host name, `origin` where its pages are, `name` what people call it."""

    id: str
    origin: str
    name: str


def relying_party() -> RelyingParty:
    """As `KOKOMMUNE_ORIGIN` says; without it the request's own host."""
    origin = current_app.config["ORIGIN"] or request.host_url.rstrip("/")
    town = db.session.get(Town, 1)
    return RelyingParty(urlsplit(origin).hostname or "", origin, town.name if town else "Kokommune")
