"""What shapes are made of, as JSON Schema."""

from typing import Any

from ..sync.envelope import PROTOCOL

Schema = dict[str, Any]


def thing(required: dict[str, Schema], optional: dict[str, Schema] | None = None) -> Schema:
    """An object that has all of `required`."""
    return {
        "type": "object",
        "properties": required | (optional or {}),
        "required": list(required),
    }


def texts(longest: int = 0) -> Schema:
    """A text."""
    return {"type": "string"} | ({"maxLength": longest} if longest else {})


def several(items: Schema, most: int = 0) -> Schema:
    """A list."""
    return {"type": "array", "items": items} | ({"maxItems": most} if most else {})


def by_name(values: Schema) -> Schema:
    """An object with names of its own."""
    return {"type": "object", "additionalProperties": values}


def matching(pattern: str) -> Schema:
    """A text of this form."""
    return {"type": "string", "pattern": f"^{pattern}$"}


def ref(name: str) -> Schema:
    """One of the schemas of the document."""
    return {"$ref": f"#/components/schemas/{name}"}


PROTOCOL_NUMBER: Schema = {"type": "integer", "const": PROTOCOL}
COUNT: Schema = {"type": "integer"}
UNREAD: Schema = {"description": "A phone's own note, which is not read here"}
YES_OR_NO: Schema = {"type": "boolean"}
WHOLE: Schema = {"type": "integer", "minimum": 0, "maximum": 2**31 - 1}
UUID: Schema = {"type": "string", "format": "uuid"}
