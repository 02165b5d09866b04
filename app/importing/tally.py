"""What an import did, and how it is told."""

from dataclasses import dataclass, field

import click

from .errors import BadRow


@dataclass
class Tally:
    """Counts of one import; `reported` holds line and reason of each row left out."""

    new: int = 0
    changed: int = 0
    unchanged: int = 0
    projects: int = 0
    reported: list[tuple[int, str]] = field(default_factory=list)

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

    @property
    def brought(self) -> str:
        """What became of the rows that were brought in, in words."""
        return f"{self.new} new, {self.changed} changed, {self.unchanged} unchanged"

    def tell_reported(self) -> None:
        """Print each row that was left out, with its reason, to stderr."""
        for line, reason in sorted(self.reported):
            click.echo(f"line {line}: {reason}", err=True)
