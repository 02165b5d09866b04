"""Run sequences of faults at length and say what came of them; `bin/soak` calls this."""

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

from between import FAULTS
from soak_kills import kills

ROOT = Path(__file__).parent.parent.parent
EXAMPLES = 10
SEEDS = 2
"""Those of one run of the tests: the given one and the next."""
TROUBLES = (*FAULTS, "kill", "quota", "restored")
BROKEN = ("lost", "doubled", "stuck", "leaked", "wrong")


def main() -> int:
    """Loops until the time is over; 1 where something broke."""
    options = _options()
    if options.kills_only or options.ceremonies_only:
        return kills(options.seed) if options.kills_only else _ceremonies()
    end = time.monotonic() + options.minutes * 60
    counted: Counter[str] = Counter()
    failed: list[int] = []
    seed = options.seed
    while not failed and time.monotonic() < end:
        if not _run(seed, counted):
            failed.append(seed)
        seed += SEEDS
        _tell(counted)
    if failed:
        print(f"Broken: bin/soak --seed {failed[0]} --minutes 0.01 --faults-only does it again.")
        return 1
    return 0 if options.faults_only else kills(options.seed) or _ceremonies()


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="bin/soak", description=__doc__)
    parser.add_argument("--minutes", type=float, default=10, help="begin no run after that")
    parser.add_argument("--seed", type=int, default=1000, help="of the first run")
    parser.add_argument("--faults-only", action="store_true", help="nothing but sequences")
    parser.add_argument("--kills-only", action="store_true", help="nothing but kills")
    parser.add_argument("--ceremonies-only", action="store_true", help="nothing but ceremonies")
    return parser.parse_args()


def _run(seed: int, counted: Counter[str]) -> bool:
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder) / "report"
        report.touch()
        settings = {
            "KOKOMMUNE_FAULTS_EXAMPLES": str(EXAMPLES),
            "KOKOMMUNE_FAULTS_SEED": str(seed),
            "KOKOMMUNE_FAULTS_REPORT": str(report),
        }
        print(f"\n== seeds {seed} and {seed + 1}", flush=True)
        done = _pytest("tests/faults/test_faults.py", **settings)
        for line in report.read_text().splitlines():
            counted.update(json.loads(line))
    return done == 0


def _ceremonies() -> int:
    print("\n== ceremonies", flush=True)
    return _pytest("tests/auth", KOKOMMUNE_LONG="1")


def _pytest(*arguments: str, **settings: str) -> int:
    command = [sys.executable, "-m", "pytest", "-q", "-n", "2", *arguments]
    return subprocess.run(command, cwd=ROOT, env=os.environ | settings, check=False).returncode


def _tell(counted: Counter[str]) -> None:
    done = ("sequences", "commands", "runs", "quiets")
    for title, names in (("done", done), ("faults", TROUBLES), ("broken", BROKEN)):
        told = ", ".join(f"{name} {counted[name]}" for name in names)
        print(f"{title}: {told}", flush=True)


if __name__ == "__main__":
    sys.exit(main())
