"""Hashes that only this server can make."""

import hashlib
import hmac

from flask import current_app

PURPOSE = b"kokommune:recovery:"


def keys() -> list[bytes]:
    """The server's keys, the newest first; older ones still open what they made."""
    own = [current_app.secret_key, *(current_app.config.get("SECRET_KEY_FALLBACKS") or ())]
    return [key if isinstance(key, bytes) else str(key).encode() for key in own]


def keyed_hashes(text: str) -> list[bytes]:
    """What a code may be kept as, under each key; the first is what a new one is kept as."""
    return [hmac.digest(key, PURPOSE + text.encode(), hashlib.sha256) for key in keys()]
