"""How a setting is refused."""

from ..refusal import Refusal


class Unfit(Refusal):
    """A value that a setting cannot take.

    `code` names the reason and `values` fill its words, which the command line has in
    `town/words.py`; `field` is the setting.
    """

    def __init__(self, code: str, field: str = "", **values: object) -> None:
        super().__init__(code, field)
        self.values = values

    @property
    def fields(self) -> dict[str, str]:
        """As everywhere; and what would do instead, where that is known: {colour_instead: …}."""
        instead = self.values.get("darker")
        more = {f"{self.field}_instead": str(instead)} if self.field and instead else {}
        return super().fields | more
