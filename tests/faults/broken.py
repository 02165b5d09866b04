"""What the harness says when the town has broken a promise."""

UNKNOWN = "unknown"
"""What broke was no promise, but the harness itself, or it did not break a second time."""


class Broken(AssertionError):
    """`kind`: lost, doubled, stuck, leaked, flickers or wrong."""

    def __init__(self, kind: str, text: str) -> None:
        super().__init__(f"{kind}: {text}")
        self.kind = kind


def promised(holds: bool, kind: str, text: object) -> None:
    """Raise Broken unless it holds."""
    if not holds:
        raise Broken(kind, str(text))


def kind_of(error: BaseException) -> str:
    """What an error says was broken; Hypothesis puts those that differed into a group."""
    if isinstance(error, Broken):
        return error.kind
    within = error.exceptions if isinstance(error, BaseExceptionGroup) else ()
    kinds = [kind_of(each) for each in within]
    return next((kind for kind in kinds if kind != UNKNOWN), UNKNOWN)
