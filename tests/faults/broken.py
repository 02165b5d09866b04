"""What the harness says when the town has broken a promise."""


class Broken(AssertionError):
    """`kind`: lost, doubled, stuck, leaked, flickers or wrong."""

    def __init__(self, kind: str, text: str) -> None:
        super().__init__(f"{kind}: {text}")
        self.kind = kind


def promised(holds: bool, kind: str, text: object) -> None:
    """Raise Broken unless it holds."""
    if not holds:
        raise Broken(kind, str(text))
