"""What the network of a tablet is like while somebody is there."""

from random import Random

from stand import Stand

SEALED = "/kiosk/sealed"
CLIMATES = ("good", "good", "none", "changes", "changes")


class Weather:
    """`begins()` draws one for a visit, `changes()` is called before each deed."""

    def __init__(self, stand: Stand, random: Random) -> None:
        self.stand, self.random = stand, random
        self.climate = "good"

    def begins(self) -> str:
        """One for the next visit; its name."""
        self.climate = self.random.choice(CLIMATES)
        if self.climate == "good":
            self.stand.comes_back()
        elif self.climate == "none":
            self._is_bad()
        return self.climate

    def changes(self) -> None:
        """Now and then, where it does."""
        if self.climate != "changes":
            return
        if self.random.random() < 0.5:
            self.stand.comes_back()
        else:
            self._is_bad()

    def _is_bad(self) -> None:
        network = self.stand.network
        self.random.choice(
            (
                network.refuses,
                self.stand.goes_offline,
                network.becomes_a_bad_gateway,
                network.becomes_a_captive_portal,
                lambda: network.loses_answers(SEALED),
            )
        )()
