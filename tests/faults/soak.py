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

from soak_kills import kills
from soak_traces import VISITS, traces
from table import table

ROOT = Path(__file__).parent.parent.parent
EXAMPLES = 10
SEQUENCES = ("tests/faults/test_faults.py", "tests/faults/test_hall_faults.py")
SEEDS = 2
"""Those of one run of the tests: the given one and the next."""


def main() -> int:
    """Loops until the time is over; 1 where something broke."""
    options = _options()
    if options.kills_only:
        return kills(options.seed)
    if options.traces_only:
        return traces(options.seed, options.traces_only)
    if options.ceremonies_only:
        return _ceremonies(options.seed)
    if options.programs_only:
        return _programs(options.seed)
    end = time.monotonic() + options.minutes * 60
    counted: Counter[str] = Counter()
    seed = options.seed
    holds = True
    while holds and (seed == options.seed or time.monotonic() < end):
        holds = _run(seed, counted)
        seed += SEEDS
    print(table(f"seeds {options.seed} to {seed - 1}", counted), flush=True)
    if not holds:
        again = f"bin/soak --seed {seed - SEEDS} --minutes 0.01 --faults-only"
        print(f"Broken. Once more: {again}", flush=True)
        return 1
    return 0 if options.faults_only else _others(options.seed)


def _others(seed: int) -> int:
    """Everything but the sequences, until something breaks."""
    return kills(seed) or traces(seed) or _ceremonies(seed) or _programs(seed)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="bin/soak", description=__doc__)
    parser.add_argument("--minutes", type=float, default=10, help="begin no run after that")
    parser.add_argument("--seed", type=int, default=1000, help="of the first run")
    parser.add_argument("--faults-only", action="store_true", help="nothing but sequences")
    parser.add_argument("--kills-only", action="store_true", help="nothing but kills")
    visits = f"nothing but so many visits at a tablet (else {VISITS})"
    parser.add_argument("--traces-only", type=int, metavar="N", help=visits)
    parser.add_argument("--ceremonies-only", action="store_true", help="nothing but ceremonies")
    parser.add_argument("--programs-only", action="store_true", help="nothing but JSON requests")
    return parser.parse_args()


def _run(seed: int, counted: Counter[str]) -> bool:
    """One run of the tests on both databases; False where a promise was broken."""
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder) / "report"
        report.touch()
        settings = {
            "KOKOMMUNE_FAULTS_EXAMPLES": str(EXAMPLES),
            "KOKOMMUNE_FAULTS_SEED": str(seed),
            "KOKOMMUNE_FAULTS_REPORT": str(report),
        }
        print(f"\n== seeds {seed} and {seed + 1}", flush=True)
        done = _pytest(*SEQUENCES, **settings)
        for line in report.read_text().splitlines():
            found = json.loads(line)
            longest = max(counted["longest"], found.get("longest", 0))
            counted.update(found)
            counted["longest"] = longest
    return done == 0


def _ceremonies(seed: int) -> int:
    print(f"\n== ceremonies, seed {seed}", flush=True)
    return _pytest("tests/auth", KOKOMMUNE_LONG="1", KOKOMMUNE_SEED=str(seed))


def _programs(seed: int) -> int:
    """What fits the description of the JSON endpoints, and what does not, 10,000 times each."""
    print(f"\n== requests of programs, seed {seed}", flush=True)
    file = "tests/views/test_openapi.py"
    return _pytest(file, KOKOMMUNE_EXAMPLES="10000", KOKOMMUNE_SEED=str(seed))


def _pytest(*arguments: str, **settings: str) -> int:
    command = [sys.executable, "-m", "pytest", "-q", "-n", "2", "--show-capture=no", *arguments]
    return subprocess.run(command, cwd=ROOT, env=os.environ | settings, check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
