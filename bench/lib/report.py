"""What a bench prints: a table of medians with their aims, and the scale of the machine."""

import argparse
import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from statistics import median

from bench.lib import scale

HEAD = ("figure", "median", "from … to", "aim", "")


@dataclass(frozen=True)
class Settings:
    """How often each thing is measured; `smoke`: once and small, to see that it runs."""

    repeats: int
    smoke: bool

    def pick(self, full: int, small: int) -> int:
        """A size: the one that counts, or the small one of a trial."""
        return small if self.smoke else full


@dataclass
class Report:
    """Collects lines; `done` prints them."""

    title: str
    rows: list[tuple[str, ...]] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    def line(
        self,
        what: str,
        values: Sequence[float],
        unit: str = "",
        *,
        at_most: float | None = None,
        at_least: float | None = None,
    ) -> float:
        """Add a figure, with an aim or without; returns its median."""
        middle = median(values)
        spread = f"{_text(min(values))} … {_text(max(values))}" if len(values) > 1 else ""
        aim, verdict = _judged(middle, unit, at_most, at_least)
        self.rows.append((what, _with(middle, unit), spread, aim, verdict))
        return middle

    def note(self, text: str) -> None:
        """Add a sentence below the table."""
        self.notes.append(text)

    def done(self, settings: Settings) -> None:
        """Print it as a Markdown table."""
        print(f"\n## {self.title}\n")
        rows = [HEAD, tuple("---" for _ in HEAD), *self.rows]
        for row in rows:
            print("| " + " | ".join(row) + " |")
        times = "a trial, no figures" if settings.smoke else f"{settings.repeats} times each"
        print(
            f"\n{datetime.now(UTC):%Y-%m-%d %H:%M} UTC, {times}. "
            f"Machine: {os.cpu_count()} processors, Python {scale.python_ms():.1f} ms, "
            f"node {scale.node_ms():.1f} ms, load {os.getloadavg()[0]:.1f}."
        )
        for note in self.notes:
            print(note)


def bench(title: str, measure: Callable[[Report, Settings], None]) -> None:
    """Run a bench as a script: parse the command line, measure, print."""
    parser = argparse.ArgumentParser(description=title)
    parser.add_argument("--repeat", type=int, default=5, help="how often (5)")
    parser.add_argument("--smoke", action="store_true", help="once, in the smallest setting")
    given = parser.parse_args()
    settings = Settings(1 if given.smoke else given.repeat, given.smoke)
    report = Report(title)
    measure(report, settings)
    report.done(settings)


def _judged(
    value: float, unit: str, at_most: float | None, at_least: float | None
) -> tuple[str, str]:
    if at_most is not None:
        return f"≤ {_with(at_most, unit)}", "met" if value <= at_most else "**missed**"
    if at_least is not None:
        return f"≥ {_with(at_least, unit)}", "met" if value >= at_least else "**missed**"
    return "", ""


def _with(value: float, unit: str) -> str:
    return f"{_text(value)} {unit}".rstrip()


def _text(value: float) -> str:
    if value == int(value) or abs(value) >= 1000:
        return f"{value:,.0f}"
    return f"{value:.1f}" if abs(value) >= 10 else f"{value:.2f}"
