"""The shapes of requests and answers, as JSON Schema; `docs/sync-protocol.md` has their meaning."""

from ..sync.envelope import MOST_COMMANDS, MOST_SCOPES
from .kiosk import KIOSK_SCHEMAS
from .parts import (
    COUNT,
    PROTOCOL_NUMBER,
    UNREAD,
    UUID,
    WHOLE,
    YES_OR_NO,
    Schema,
    by_name,
    ref,
    several,
    texts,
    thing,
)

CURSOR: Schema = {"type": "string", "pattern": r"^[0-9]{1,18} [ -~]{0,90}$"}
SCOPE = r"^[a-z]{1,20}(:[0-9a-f-]{36})?$"
NAME = r"^[a-z_]{1,40}$"

PURPOSE: Schema = {"enum": ["create", "sign_in", "add", "verify", "recover"]}
TYPED: Schema = {"description": "What somebody typed: its purpose refuses by 422 what does not fit"}

PULL_PARTS = {"schema": WHOLE}
PULL_EXTRAS = {
    "epoch": texts(40),
    "have": {
        "type": "object",
        "propertyNames": {"pattern": SCOPE},
        "additionalProperties": CURSOR,
        "maxProperties": MOST_SCOPES,
    },
    "want": several({"type": "string", "pattern": SCOPE}, MOST_SCOPES),
    "lively": YES_OR_NO,
    "differing": WHOLE,
    "brief": YES_OR_NO,
}
SCHEMAS: dict[str, Schema] = {
    "Problem": thing(
        {
            "type": texts(),
            "status": {"type": "integer"},
            "code": texts(),
            "detail": texts(),
        },
        {"fields": by_name(texts())},
    ),
    "Pull": thing(PULL_PARTS, PULL_EXTRAS),
    "PullRequest": thing({"protocol": PROTOCOL_NUMBER} | PULL_PARTS, PULL_EXTRAS),
    "Document": thing(
        {
            "key": texts(),
            "kind": texts(),
            "version": COUNT,
            "body": {"type": "object"},
        }
    ),
    "ScopePage": thing(
        {
            "to": texts(),
            "more": {"type": "boolean"},
            "reset": {"type": "boolean"},
            "put": several(ref("Document")),
            "del": several(texts()),
        },
        {"partial": {"type": "boolean"}, "count": COUNT, "sum": COUNT},
    ),
    "Pulled": thing(
        {
            "protocol": PROTOCOL_NUMBER,
            "schema": WHOLE,
            "epoch": texts(),
            "as_of": {"type": "integer"},
            "actor": texts(),
            "session": {"enum": ["active", "none", "expired"]},
            "scopes": by_name(ref("ScopePage")),
            "gone": several(texts()),
        }
    ),
    "Command": thing(
        {
            "id": UUID,
            "name": {"type": "string", "pattern": NAME},
            "version": WHOLE,
            "args": by_name(texts()) | {"maxProperties": 50},
            "actor": UUID,
        },
        {
            "seq": UNREAD,
            "client_time": UNREAD,
            "depends_on": several(UUID, MOST_COMMANDS),
        },
    ),
    "PushRequest": thing(
        {"protocol": PROTOCOL_NUMBER, "commands": several(ref("Command"), MOST_COMMANDS)},
        {"device": UNREAD, "pull": {"anyOf": [ref("Pull"), {"type": "null"}]}},
    ),
    "Result": thing(
        {
            "id": UUID,
            "status": {
                "enum": [
                    "applied",
                    "duplicate",
                    "waitlisted",
                    "rejected",
                    "conflict",
                    "needs_login",
                    "retry",
                    "blocked",
                    "quarantined",
                ]
            },
            "version": COUNT,
            "scopes": several(texts()),
            "code": texts(),
            "fields": by_name(texts()),
        },
        {"first": texts()},
    ),
    "Pushed": thing({"results": several(ref("Result"))}, {"pull": ref("Pulled"), "epoch": texts()}),
    "GuestRequest": thing(
        {
            "protocol": PROTOCOL_NUMBER,
            "secret": {"type": "string", "pattern": "^[A-Za-z0-9_-]{22}$"},
        }
    ),
    "Guest": thing({"protocol": PROTOCOL_NUMBER, "actor": UUID}),
    "EndRequest": thing({"protocol": PROTOCOL_NUMBER}, {"everything": YES_OR_NO}),
    "Empty": thing({"protocol": PROTOCOL_NUMBER}),
    "OptionsRequest": thing(
        {
            "protocol": PROTOCOL_NUMBER,
            "purpose": PURPOSE,
        },
        {"name": TYPED, "code": TYPED},
    ),
    "Options": thing({"protocol": PROTOCOL_NUMBER, "options": {"type": "object"}}),
    "AnswerRequest": thing(
        {
            "protocol": PROTOCOL_NUMBER,
            "purpose": PURPOSE,
            "credential": {"type": "object"},
        },
        {"name": TYPED, "waits": YES_OR_NO},
    ),
    "Greeting": thing(
        {"protocol": PROTOCOL_NUMBER, "actor": UUID, "name": texts(), "guest": texts()}
    ),
    "Passkeys": thing(
        {
            "protocol": PROTOCOL_NUMBER,
            "rp_id": texts(),
            "user_handle": texts(),
            "credentials": several(texts()),
            "name": texts(),
            "device": texts(),
        }
    ),
    "Codes": thing(
        {
            "protocol": PROTOCOL_NUMBER,
            "codes": several(texts()),
            "name": texts(),
            "made": texts(),
        }
    ),
    "InvitationRequest": thing({"protocol": PROTOCOL_NUMBER, "token": texts()}),
    "Invited": thing({"protocol": PROTOCOL_NUMBER, "role": texts()}),
    "Health": thing(
        {
            "database": texts(),
            "version": COUNT,
            "epoch": texts(),
            "build": texts(),
            "differences": COUNT,
            "kiosks_silent": COUNT,
        }
    ),
} | KIOSK_SCHEMAS
