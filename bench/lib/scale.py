"""The scale of a machine: how long a short fixed computation takes, in Python and in node."""

import subprocess
from statistics import median
from time import perf_counter

ROUNDS = 5
STEPS = 300_000
SCRIPT = """
const [rounds, steps] = process.argv.slice(1).map(Number);
const sum = (steps) => {
  let total = 0;
  for (let n = 0; n < steps; n += 1) total = (total * 31 + n) % 1000003;
  return total;
};
const times = [];
for (let round = 0; round < rounds; round += 1) {
  const begun = performance.now();
  sum(steps);
  times.push(performance.now() - begun);
}
console.log(times.sort((a, b) => a - b)[Math.floor(times.length / 2)]);
"""


def python_ms() -> float:
    """The median of some rounds of the same sum."""
    times = []
    for _ in range(ROUNDS):
        begun = perf_counter()
        _sum(STEPS)
        times.append((perf_counter() - begun) * 1000)
    return median(times)


def node_ms() -> float:
    """As `python_ms`, with twenty times the steps."""
    done = subprocess.run(
        ("node", "--eval", SCRIPT, str(ROUNDS), str(STEPS * 20)),
        capture_output=True,
        text=True,
        check=True,
    )
    return float(done.stdout)


def _sum(steps: int) -> int:
    total = 0
    for n in range(steps):
        total = (total * 31 + n) % 1_000_003
    return total
