"""Say whether a server can listen on HOST and PORT: exit 0, or 1 with a sentence."""

import errno
import os
import socket
import sys

WORDS = {
    errno.EADDRINUSE: "Port {port} of {host} is taken, perhaps by a Kokommune that runs already.\n"
    "  End the other program, or choose another port: PORT={other} bin/serve",
    errno.EACCES: "Port {port} may only be used by root.\n"
    "  Choose one above 1023: PORT=8000 bin/serve",
    errno.EADDRNOTAVAIL: "{host} is no address of this machine.\n"
    "  Choose HOST=127.0.0.1 (this machine only) or HOST=0.0.0.0 (the whole network).",
}


def problem(host: str, port: str) -> str:
    """What stands against listening there; empty if nothing does."""
    if not port.isascii() or not port.isdigit() or not 0 < int(port) < 65536:
        return f"PORT is {port!r}, which is no number from 1 to 65535.\n  Try: PORT=8000 bin/serve"
    try:
        found = socket.getaddrinfo(host, int(port), type=socket.SOCK_STREAM)
        family, kind, _, _, address = found[0]
        with socket.socket(family, kind) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(address)
            probe.listen()
    except socket.gaierror:
        return WORDS[errno.EADDRNOTAVAIL].format(host=host)
    except OSError as error:
        words = WORDS.get(error.errno or 0, "{host}:{port} cannot be used: " + str(error))
        return words.format(host=host, port=port, other=int(port) + 1)
    return ""


if __name__ == "__main__":
    sentence = problem(os.environ["HOST"], os.environ["PORT"])
    sys.exit(f"bin/serve: {sentence}" if sentence else 0)
