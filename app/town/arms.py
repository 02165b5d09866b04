"""The coat of arms: which pictures may be hung up, and at which address."""

import hashlib

from . import svg
from .unfit import Unfit

MOST_BYTES = 200_000
SVG = "image/svg+xml"
EXTENSIONS = {"image/png": "png", "image/webp": "webp", SVG: "svg"}
"""Types of pictures and how their addresses end."""


def check(data: bytes) -> str:
    """The type of a picture that may be hung up.

    Raises Unfit: "too_large", "not_a_picture", and for SVG as `svg.check`.
    """
    if len(data) > MOST_BYTES:
        raise Unfit("too_large", size=len(data), most=MOST_BYTES)
    if data.startswith(b"\x89PNG\r\n\x1a\n") and data[12:16] == b"IHDR":
        return "image/png"
    if data.startswith(b"RIFF") and data[8:12] == b"WEBP":
        return "image/webp"
    if b"<" not in data:
        raise Unfit("not_a_picture")
    svg.check(data)
    return SVG


def address(data: bytes | None, type: str) -> str:
    """Where the picture is, or "" where there is none."""
    if not data:
        return ""
    return f"/arms-{hashlib.sha256(data).hexdigest()[:16]}.{EXTENSIONS[type]}"
