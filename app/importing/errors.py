"""What can be wrong with a file."""


class BrokenFile(Exception):
    """The file cannot be used at all; the message is one sentence for whoever imports it."""


class BadRow(Exception):
    """One row cannot be used, for the reason in the message; the others can."""
