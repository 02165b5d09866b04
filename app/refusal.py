"""How the model says no."""


class Refusal(Exception):
    """A rule forbids the command. Nothing of it happens; the receipt keeps the code.

    `code` is one of the codes that `templates/messages.html` puts into words;
    `field` names the form field it is about, where there is one.
    """

    def __init__(self, code: str, field: str = "") -> None:
        super().__init__(code)
        self.code = code
        self.field = field

    @property
    def fields(self) -> dict[str, str]:
        """The refusal as field errors: {field: code}."""
        return {self.field: self.code} if self.field else {}
