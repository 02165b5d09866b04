"""What can be wrong with a file, and how it is told."""

LONGEST_SHOWN = 60


class BrokenFile(Exception):
    """The file cannot be used at all; the message is one sentence for whoever imports it."""


class BadRow(Exception):
    """One row cannot be used, for the reason in the message; the others can."""


def shown(value: str) -> str:
    """What stands in a file, fit for a message: in quotes, short, without control characters."""
    plain = "".join(letter if letter.isprintable() else "�" for letter in value)
    return f"“{plain}”" if len(plain) <= LONGEST_SHOWN else f"“{plain[:LONGEST_SHOWN]}…”"
