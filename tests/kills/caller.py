"""Somebody's phone as the server hears it: requests over a real connection, and their answers."""

import json
from http import HTTPStatus
from http.client import HTTPConnection, HTTPException
from typing import Any
from uuid import uuid4

from cast import SYNC

from app.documents.table import SCHEMA
from app.sync.envelope import PROTOCOL
from app.views.actor import COOKIE

PATIENCE = 60


class NoAnswer(Exception):
    """Nothing is known about what was asked."""


class NotNow(NoAnswer):
    """The server cannot, and says so."""


class Caller:
    """A browser with a session."""

    def __init__(self, port: int, actor: str, token: str) -> None:
        self.actor = actor
        self._port = port
        self._headers = SYNC | {"Content-Type": "application/json", "Cookie": f"{COOKIE}={token}"}

    def command(self, name: str, **args: str) -> dict[str, Any]:
        """A command as it waits in an outbox."""
        return {
            "id": str(uuid4()),
            "seq": 1,
            "name": name,
            "version": 1,
            "args": args,
            "actor": self.actor,
            "client_time": "2026-06-01T12:00:00.000Z",
            "depends_on": [],
        }

    def pushes(self, commands: list[dict[str, Any]]) -> list[dict[str, Any]]:
        """The results of a push, which pulls what is this person's own. Raises NoAnswer."""
        mine = {"schema": SCHEMA, "epoch": "", "have": {}, "want": [f"me:{self.actor}"]}
        body = {"device": "phone", "commands": commands, "pull": mine}
        results: list[dict[str, Any]] = self._post("/sync/push", body)["results"]
        return results

    def pulls(
        self, *want: str, have: dict[str, str], epoch: str, lively: bool = False
    ) -> dict[str, Any]:
        """One page of a pull. Raises NoAnswer."""
        body = {"schema": SCHEMA, "epoch": epoch, "have": have, "want": list(want)}
        return self._post("/sync/pull", body | {"lively": lively})

    def _post(self, path: str, body: dict[str, Any]) -> dict[str, Any]:
        connection = HTTPConnection("127.0.0.1", self._port, timeout=PATIENCE)
        try:
            said = json.dumps({"protocol": PROTOCOL} | body)
            connection.request("POST", path, said, self._headers)
            answer = connection.getresponse()
            content = answer.read()
        except (OSError, HTTPException) as error:
            raise NoAnswer from error
        finally:
            connection.close()
        if answer.status == HTTPStatus.SERVICE_UNAVAILABLE:
            raise NotNow(content)
        assert answer.status == 200, f"{answer.status} {content[:500]!r}"
        told: dict[str, Any] = json.loads(content)
        return told
