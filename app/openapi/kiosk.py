"""The shapes of what tablets ask and say; `docs/kiosk.md` has their meaning."""

from ..models.heartbeat import LONGEST_VERSION
from ..sync.envelope import MOST_COMMANDS
from .parts import (
    COUNT,
    PROTOCOL_NUMBER,
    UUID,
    WHOLE,
    YES_OR_NO,
    Schema,
    matching,
    several,
    texts,
    thing,
)

BYTES: Schema = {"type": "integer", "minimum": 0, "maximum": 2**53 - 1}
TIME = matching("(20[0-9]{2}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}([.][0-9]{1,6})?Z)?")
BASE64URL = matching("[A-Za-z0-9_-]*")
SECRET = matching("[A-Za-z0-9_-]{43}")
STATUSES = (
    "applied",
    "duplicate",
    "waitlisted",
    "rejected",
    "conflict",
    "retry",
    "blocked",
    "quarantined",
    "unreadable",
)
ENVELOPE = thing({"id": UUID, "kid": BASE64URL, "epk": BASE64URL, "iv": BASE64URL, "ct": BASE64URL})

KIOSK_SCHEMAS: dict[str, Schema] = {
    "KioskKey": thing(
        {"protocol": PROTOCOL_NUMBER, "kiosk": UUID, "kid": BASE64URL, "key": BASE64URL}
    ),
    "HeartbeatRequest": thing(
        {
            "protocol": PROTOCOL_NUMBER,
            "version": texts(LONGEST_VERSION),
            "waiting": WHOLE,
            "oldest": TIME,
            "used": BYTES,
            "quota": BYTES,
            "synced": TIME,
            "signed_in": YES_OR_NO,
            "remains": WHOLE,
        }
    ),
    "Tablet": thing(
        {
            "protocol": PROTOCOL_NUMBER,
            "name": texts(),
            "place": texts(),
            "shows": several(UUID),
            "signed_in": YES_OR_NO,
        }
    ),
    "SealedRequest": thing(
        {"protocol": PROTOCOL_NUMBER, "envelopes": several(ENVELOPE, MOST_COMMANDS)}
    ),
    "Delivered": thing(
        {
            "protocol": PROTOCOL_NUMBER,
            "results": several(thing({"id": texts(), "status": {"enum": [*STATUSES]}})),
            "as_of": COUNT,
            "epoch": texts(),
        }
    ),
    "Pairing": thing(
        {
            "protocol": PROTOCOL_NUMBER,
            "secret": SECRET,
            "code": texts(),
            "expires_in": COUNT,
            "interval": COUNT,
        }
    ),
    "PairingRequest": thing({"protocol": PROTOCOL_NUMBER, "secret": SECRET}),
    "PairingState": thing(
        {
            "protocol": PROTOCOL_NUMBER,
            "state": {"enum": ["waiting", "allowed", "refused", "over"]},
        }
    ),
    "RedeemRequest": thing(
        {"protocol": PROTOCOL_NUMBER, "secret": SECRET, "digits": matching("[0-9]{2}")}
    ),
    "Redeemed": thing(
        {
            "protocol": PROTOCOL_NUMBER,
            "actor": UUID,
            "name": texts(),
            "token": SECRET,
            "expires_in": COUNT,
        }
    ),
}
