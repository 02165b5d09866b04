"""Settings: from the environment, else defaults for one machine.

| setting | environment | default |
| --- | --- | --- |
| database | `DATABASE_URL` | SQLite at `instance/kokommune.db` |
| folder for data and keys | `KOKOMMUNE_INSTANCE` | `instance/` of the checkout |
| built front end | `KOKOMMUNE_DIST` | `static/dist` of the checkout |
| where residents open the app, what passkeys belong to | `KOKOMMUNE_ORIGIN` | the request's own |
| supports that one kiosk may bring in an hour | `KOKOMMUNE_KIOSK_SUPPORTS` | 60 |
| proxies in front that are trusted | `KOKOMMUNE_PROXIES` | 0 |
"""

import os
import secrets
from contextlib import suppress
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

ROOT = Path(__file__).resolve().parent.parent
KEY_BYTES = 32


def settings() -> dict[str, Any]:
    """The settings of this process."""
    instance = Path(os.environ.get("KOKOMMUNE_INSTANCE") or ROOT / "instance").resolve()
    return {
        "INSTANCE": instance,
        "DIST": Path(os.environ.get("KOKOMMUNE_DIST") or ROOT / "static" / "dist").resolve(),
        "SQLALCHEMY_DATABASE_URI": database_url(os.environ.get("DATABASE_URL", ""), instance),
        # What people write would stand in errors of the database, and in the journal with them.
        "SQLALCHEMY_ENGINE_OPTIONS": {"hide_parameters": True},
        "PROXIES": int(os.environ.get("KOKOMMUNE_PROXIES") or 0),
        "ORIGIN": origin(os.environ.get("KOKOMMUNE_ORIGIN", "")),
        "KIOSK_SUPPORTS": int(os.environ.get("KOKOMMUNE_KIOSK_SUPPORTS") or 60),
        "MAX_CONTENT_LENGTH": 256 * 1024,
        "MAX_FORM_MEMORY_SIZE": 256 * 1024,
        "JSON_SORT_KEYS": False,
        "COMPRESS_ALGORITHM": ["br", "gzip"],
        "COMPRESS_BR_LEVEL": 5,
        "COMPRESS_MIMETYPES": [
            "text/html",
            "application/json",
            "application/problem+json",
            "application/manifest+json",
            "text/javascript",
            "text/css",
            "image/svg+xml",
        ],
    }


def origin(address: str) -> str:
    """The origin as browsers say it. Raises ValueError where no passkey could belong to it."""
    if not address:
        return ""
    parts = urlsplit(address)
    host = parts.hostname or ""
    local = host == "localhost" or host.endswith(".localhost")
    if parts.scheme != "https" and not (local and parts.scheme == "http"):
        raise ValueError(f"KOKOMMUNE_ORIGIN is an https address, not {address!r}")
    if parts.path.strip("/") or parts.query or parts.username or not host:
        raise ValueError(f"KOKOMMUNE_ORIGIN has a host name and nothing after it, not {address!r}")
    usual = {"https": 443, "http": 80}[parts.scheme]
    port = f":{parts.port}" if parts.port not in (None, usual) else ""
    return f"{parts.scheme}://{host}{port}"


def database_url(url: str, instance: Path) -> str:
    """The SQLAlchemy address; plain `postgres://` addresses get the driver that is installed."""
    if not url:
        return f"sqlite:///{instance / 'kokommune.db'}"
    scheme, separator, rest = url.partition("://")
    if scheme in ("postgres", "postgresql"):
        return f"postgresql+psycopg{separator}{rest}"
    return url


def keys(instance: Path) -> list[bytes]:
    """The server's keys, the newest first: it signs, older ones open what they made.

    They stand one behind the other in `secret_key`, which only its owner can read; the first is
    made at the first start.
    """
    path = instance / "secret_key"
    if not path.exists():
        instance.mkdir(parents=True, exist_ok=True)
        with suppress(FileExistsError):
            _write(path, secrets.token_bytes(KEY_BYTES))
    content = path.read_bytes()
    return [content[at : at + KEY_BYTES] for at in range(0, len(content), KEY_BYTES)]


def rotate_keys(instance: Path, keep: int) -> None:
    """Begin a new key and keep that many of those before it."""
    kept = [secrets.token_bytes(KEY_BYTES), *keys(instance)[:keep]]
    fresh = instance / "secret_key.new"
    fresh.unlink(missing_ok=True)
    _write(fresh, b"".join(kept))
    fresh.replace(instance / "secret_key")


def _write(path: Path, content: bytes) -> None:
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
