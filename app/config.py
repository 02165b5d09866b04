"""Settings: from the environment, else defaults for one machine.

| setting | environment | default |
| --- | --- | --- |
| database | `DATABASE_URL` | SQLite at `instance/kokommune.db` |
| folder for data and keys | `KOKOMMUNE_INSTANCE` | `instance/` of the checkout |
| built front end | `KOKOMMUNE_DIST` | `static/dist` of the checkout |
| proxies in front that are trusted | `KOKOMMUNE_PROXIES` | 0 |
"""

import os
import secrets
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent


def settings() -> dict[str, Any]:
    """The settings of this process."""
    instance = Path(os.environ.get("KOKOMMUNE_INSTANCE") or ROOT / "instance").resolve()
    return {
        "INSTANCE": instance,
        "DIST": Path(os.environ.get("KOKOMMUNE_DIST") or ROOT / "static" / "dist").resolve(),
        "SQLALCHEMY_DATABASE_URI": database_url(os.environ.get("DATABASE_URL", ""), instance),
        "PROXIES": int(os.environ.get("KOKOMMUNE_PROXIES") or 0),
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


def database_url(url: str, instance: Path) -> str:
    """The SQLAlchemy address; plain `postgres://` addresses get the driver that is installed."""
    if not url:
        return f"sqlite:///{instance / 'kokommune.db'}"
    scheme, separator, rest = url.partition("://")
    if scheme in ("postgres", "postgresql"):
        return f"postgresql+psycopg{separator}{rest}"
    return url


def secret_key(instance: Path) -> bytes:
    """The key that signs form tokens; made at the first start, readable by the owner alone."""
    path = instance / "secret_key"
    try:
        return path.read_bytes()
    except FileNotFoundError:
        instance.mkdir(parents=True, exist_ok=True)
    try:
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            file.write(secrets.token_bytes(32))
    except FileExistsError:
        pass
    return path.read_bytes()
