"""Kill server and browser for long and say what came of it; `bin/soak` calls this."""

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

from report import REPORT

ROOT = Path(__file__).parent.parent.parent
TESTS = ("tests/kills/test_server_kills.py", "tests/kills/test_browser_kills.py")
SERVER, BROWSER = 200, 50
"""Kills of the server on each database, and of the browser."""


def kills(seed: int) -> int:
    """Runs them once; 1 where something broke."""
    print(f"\n== kills, seed {seed}", flush=True)
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder) / "report"
        report.touch()
        settings = {
            "KOKOMMUNE_KILLS": str(SERVER),
            "KOKOMMUNE_BROWSER_KILLS": str(BROWSER),
            "KOKOMMUNE_KILLS_SEED": str(seed),
            REPORT: str(report),
        }
        command = [sys.executable, "-m", "pytest", "-q", "-n", "0", *TESTS]
        done = subprocess.run(command, cwd=ROOT, env=os.environ | settings, check=False)
        for line in report.read_text().splitlines():
            _tell(json.loads(line))
    if done.returncode:
        print(f"Broken: bin/soak --kills-only --seed {seed} asks the same again.")
    return int(done.returncode != 0)


def _tell(figures: dict[str, str | int]) -> None:
    title = figures.pop("title")
    print(f"{title}: " + ", ".join(f"{name} {n}" for name, n in figures.items()), flush=True)
