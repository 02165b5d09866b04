"""Phones in a node process; Python answers each of their requests."""

import json
import subprocess
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Lock
from typing import Any, Self

DRIVER = Path(__file__).parent / "driver.js"
Serve = Callable[[dict[str, Any]], dict[str, Any]]


class Node:
    """Asks the driver, a line a question; `serve(request)` answers what phones ask meanwhile."""

    def __init__(self, script: Path, serve: Serve) -> None:
        self.serve = serve
        self._asked = 0
        self._speaks = Lock()
        self._process = subprocess.Popen(
            ["node", str(script)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_error: object) -> None:
        self._process.communicate()

    def ask(self, question: str, phone: str = "", **values: Any) -> Any:
        """The driver's answer. Raises AssertionError with the stack where it threw."""
        asked = self._asks(question, phone, values)
        while True:
            heard = self._hear()
            if "request" not in heard:
                return _value(heard, asked)
            self._answers(heard["request"])

    def ask_at_once(self, question: str, phones: tuple[str, ...], **values: Any) -> list[Any]:
        """Ask several phones; their requests are at the server at the same time."""
        numbers = [self._asks(question, phone, values) for phone in phones]
        said: dict[int, dict[str, Any]] = {}
        with ThreadPoolExecutor() as pool:
            answers = []
            while len(said) < len(numbers):
                heard = self._hear()
                if "request" in heard:
                    answers.append(pool.submit(self._answers, heard["request"]))
                else:
                    said[heard["asked"]] = heard
                for answer in answers:
                    if answer.done():
                        answer.result()
        return [_value(said[number], number) for number in numbers]

    def _asks(self, question: str, phone: str, values: dict[str, Any]) -> int:
        self._asked += 1
        self._say({"question": question, "asked": self._asked, "phone": phone, **values})
        return self._asked

    def _answers(self, request: dict[str, Any]) -> None:
        try:
            answer = self.serve(request)
        except BaseException:
            # Nobody would be answered any more.
            self._process.kill()
            raise
        self._say({"number": request["number"], "answer": answer})

    def _say(self, line: dict[str, Any]) -> None:
        assert self._process.stdin is not None
        with self._speaks:
            self._process.stdin.write(json.dumps(line).encode() + b"\n")
            self._process.stdin.flush()

    def _hear(self) -> dict[str, Any]:
        assert self._process.stdout is not None
        line = self._process.stdout.readline()
        assert line, "the node process has ended"
        heard: dict[str, Any] = json.loads(line)
        return heard


def _value(heard: dict[str, Any], asked: int) -> Any:
    assert heard["asked"] == asked
    assert "error" not in heard, heard["error"]
    return heard["value"]
