"""The shapes of requests and answers, as JSON Schema; `docs/sync-protocol.md` has their meaning."""

from ..sync.envelope import MOST_COMMANDS, MOST_SCOPES
from .kiosk import KIOSK_SCHEMAS
from .parts import (
    COUNT,
    PROTOCOL_NUMBER,
    UUID,
    WHOLE,
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

PULL_EXTRAS = {"lively": {"type": "boolean"}, "differing": WHOLE, "brief": {"type": "boolean"}}
PULL_PARTS = {
    "schema": WHOLE,
    "epoch": texts(40),
    "have": {
        "type": "object",
        "propertyNames": {"pattern": SCOPE},
        "additionalProperties": CURSOR,
        "maxProperties": MOST_SCOPES,
    },
    "want": several({"type": "string", "pattern": SCOPE}, MOST_SCOPES),
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
            "seq": WHOLE,
            "client_time": texts(),
            "depends_on": several(UUID, MOST_COMMANDS),
        },
    ),
    "PushRequest": thing(
        {"protocol": PROTOCOL_NUMBER, "commands": several(ref("Command"), MOST_COMMANDS)},
        {"device": texts(), "pull": {"anyOf": [ref("Pull"), {"type": "null"}]}},
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
    "Pushed": thing({"results": several(ref("Result"))}, {"pull": ref("Pulled")}),
    "GuestRequest": thing(
        {
            "protocol": PROTOCOL_NUMBER,
            "secret": {"type": "string", "pattern": "^[A-Za-z0-9_-]{22}$"},
        }
    ),
    "Guest": thing({"protocol": PROTOCOL_NUMBER, "actor": UUID}),
    "Empty": thing({"protocol": PROTOCOL_NUMBER}),
    "OptionsRequest": thing(
        {
            "protocol": PROTOCOL_NUMBER,
            "purpose": {"enum": ["create", "sign_in", "add", "verify", "recover"]},
        },
        {"name": texts(), "code": texts()},
    ),
    "Options": thing({"protocol": PROTOCOL_NUMBER, "options": {"type": "object"}}),
    "AnswerRequest": thing(
        {
            "protocol": PROTOCOL_NUMBER,
            "purpose": {"enum": ["create", "sign_in", "add", "verify", "recover"]},
            "credential": {"type": "object"},
        },
        {"name": texts()},
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
