"""Phones in a node process; Python answers each of their requests."""

import json
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any, Self

from app.config import ROOT

DRIVER = Path(__file__).parent / "driver.js"
Serve = Callable[[dict[str, Any]], dict[str, Any]]


class Node:
    """Asks the driver, a line a question; `serve(request)` answers what phones ask meanwhile."""

    def __init__(self, serve: Serve) -> None:
        self.serve = serve
        self._process = subprocess.Popen(
            ["node", str(DRIVER)], cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_error: object) -> None:
        self._process.communicate()

    def ask(self, question: str, phone: str = "", **values: Any) -> Any:
        """The driver's answer. Raises AssertionError with the stack where it threw."""
        self._say({"question": question, "phone": phone, **values})
        while True:
            heard = self._hear()
            if "request" not in heard:
                assert "error" not in heard, heard["error"]
                return heard["value"]
            request = heard["request"]
            self._say({"number": request["number"], "answer": self.serve(request)})

    def _say(self, line: dict[str, Any]) -> None:
        assert self._process.stdin is not None
        self._process.stdin.write(json.dumps(line).encode() + b"\n")
        self._process.stdin.flush()

    def _hear(self) -> dict[str, Any]:
        assert self._process.stdout is not None
        line = self._process.stdout.readline()
        assert line, "the node process has ended"
        heard: dict[str, Any] = json.loads(line)
        return heard
