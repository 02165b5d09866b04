"""The worker's own modules, running in Node for as long as the tests do."""

import json
import subprocess
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from app.config import ROOT

HERE = Path(__file__).parent
PROBES = HERE / "probes"
"""Templates that show each shared construct."""


def bundle(folder: Path, driver: Path = HERE / "driver.js") -> Path:
    """Bundle driver and worker modules with `folder/generated/table.json`; gives the script."""
    command = ["node", str(HERE / "bundle.js"), str(folder), str(driver)]
    subprocess.run(command, cwd=ROOT, check=True)
    return folder / "driver.mjs"


class Worker:
    """Asks the driver, one JSON line a question: `worker.ask("folded", texts=[…])`."""

    def __init__(self, script: Path) -> None:
        self._process = subprocess.Popen(
            ["node", str(script)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._process.communicate()

    def ask(self, question: str, **values: Any) -> Any:
        """The driver's answer; raises AssertionError with the worker's stack where it threw."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        line = json.dumps({"question": question, **values}) + "\n"
        self._process.stdin.write(line.encode())
        self._process.stdin.flush()
        answer = json.loads(self._process.stdout.readline())
        assert "error" not in answer, answer["error"]
        return answer["value"]
