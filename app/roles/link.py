"""The link to the first administrator."""

import os
import socket
from ipaddress import ip_address

PAGE = "/account"


def address(token: str, origin: str | None = None) -> str:
    """The link for a token. What stands behind `#` never reaches a server's log."""
    return f"{origin or served_at()}{PAGE}#invitation={token}"


def served_at() -> str:
    """Where bin/serve is found from this machine; Chromium trusts localhost without TLS."""
    host, port = os.environ.get("HOST", "127.0.0.1"), os.environ.get("PORT", "8000")
    here = ip_address(socket.gethostbyname(host)) if ":" not in host else ip_address(host)
    if here.is_loopback or here.is_unspecified:
        return f"http://localhost:{port}"
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"
