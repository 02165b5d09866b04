"""What an import did, and how it is told."""

from collections import Counter
from dataclasses import dataclass, field

import click

from .errors import BadRow, shown


@dataclass
class Tally:
    """Counts of one import; `reported` holds line and reason of each row left out.

    `remarked` is what to know of rows that came in, `elsewhere` counts the names of districts
    that are no neighbourhoods.
    """

    new: int = 0
    changed: int = 0
    unchanged: int = 0
    projects: int = 0
    reported: list[tuple[int, str]] = field(default_factory=list)
    remarked: list[tuple[int, str]] = field(default_factory=list)
    elsewhere: Counter[str] = field(default_factory=Counter)

    def note(self, is_new: bool, has_changed: bool) -> None:
        """Count one row that was brought in."""
        if is_new:
            self.new += 1
        elif has_changed:
            self.changed += 1
        else:
            self.unchanged += 1

    def report(self, line: int, problem: BadRow) -> None:
        """Count one row that was left out."""
        self.reported.append((line, str(problem)))

    def remark(self, line: int, words: str) -> None:
        """Say something of a row that is not left out for it."""
        self.remarked.append((line, words))

    @property
    def brought(self) -> str:
        """What became of the rows that were brought in, in words."""
        return f"{self.new} new, {self.changed} changed, {self.unchanged} unchanged"

    def tell_reported(self) -> None:
        """Print each row that was left out, with its reason, and all remarks, to stderr."""
        for line, words in sorted(self.reported + self.remarked):
            click.echo(f"line {line}: {words}", err=True)
        for name, rows in sorted(self.elsewhere.items()):
            click.echo(
                f"{shown(name)} is no neighbourhood: its {rows} rows stand where their "
                "coordinates lie, else with the whole town",
                err=True,
            )
