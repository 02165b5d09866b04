"""Visit a tablet for long and say what came of it; `bin/soak` calls this."""

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

from report import REPORT

ROOT = Path(__file__).parent.parent.parent
VISITS = 500


def traces(seed: int, visits: int = VISITS) -> int:
    """So many visits at one tablet; 1 where one of them left something, or was lost."""
    print(f"\n== visits, seed {seed}", flush=True)
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder) / "report"
        report.touch()
        settings = {
            "KOKOMMUNE_VISITS": str(visits),
            "KOKOMMUNE_VISITS_SEEDS": str(seed),
            REPORT: str(report),
        }
        command = [sys.executable, "-m", "pytest", "-q", "-n", "0", "tests/traces/test_visits.py"]
        done = subprocess.run(command, cwd=ROOT, env=os.environ | settings, check=False)
        for line in report.read_text().splitlines():
            figures = json.loads(line)
            title = figures.pop("title")
            print(f"{title}: " + ", ".join(f"{name} {n}" for name, n in figures.items()))
    if done.returncode:
        print(f"Broken: bin/soak --traces-only {visits} --seed {seed} asks the same again.")
    return int(done.returncode != 0)
