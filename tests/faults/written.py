"""What residents have written, as the harness remembers it."""

from dataclasses import dataclass, field

OPEN = ("waiting", "acknowledged", "needs_login")
REFUSED = ("rejected", "conflict", "quarantined")


@dataclass
class Written:
    """A command that its author saw accepted.

    `fates`: the phones on which it is, or was, and why it need not be there: discarded,
    deleted; "" where it has to be.
    """

    id: str
    actor: str
    name: str
    args: dict[str, str]
    fates: dict[str, str] = field(default_factory=dict)

    def ends(self, phone: str, fate: str) -> None:
        """It need not be on that phone any more; the first reason stays."""
        self.fates[phone] = self.fates.get(phone) or fate
