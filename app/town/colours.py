"""Colours and their contrast, after WCAG 2.2."""

import re
from typing import NamedTuple

HEX = re.compile("#[0-9a-fA-F]{6}")
READABLE = 4.5
"""Contrast that text needs (success criterion 1.4.3, level AA)."""
VISIBLE = 3.0
"""Contrast that marks and frames need (success criterion 1.4.11)."""
STEPS = 200


class Colour(NamedTuple):
    """sRGB, each channel from 0 to 255."""

    red: int
    green: int
    blue: int

    @classmethod
    def parse(cls, text: str) -> "Colour":
        """Read `#14513c`. Raises ValueError for anything else."""
        if not HEX.fullmatch(text):
            raise ValueError("a colour is #rrggbb")
        return cls(*bytes.fromhex(text[1:]))

    def __str__(self) -> str:
        return f"#{bytes(self).hex()}"

    @property
    def luminance(self) -> float:
        """Relative luminance: https://www.w3.org/TR/WCAG22/#dfn-relative-luminance"""
        red, green, blue = (_linear(channel / 255) for channel in self)
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    def mixed(self, other: "Colour", share: float) -> "Colour":
        """This colour with a share, 0 to 1, of another one."""
        pairs = zip(self, other, strict=True)
        return Colour(*(round(own + (its - own) * share) for own, its in pairs))


BLACK, WHITE = Colour(0, 0, 0), Colour(255, 255, 255)


def contrast(one: Colour, other: Colour) -> float:
    """Contrast ratio, 1 to 21: https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio"""
    darker, lighter = sorted((one.luminance, other.luminance))
    return (lighter + 0.05) / (darker + 0.05)


def weakest(colour: Colour, grounds: tuple[Colour, ...]) -> float:
    """The smallest contrast of a colour with any of these."""
    return min(contrast(colour, ground) for ground in grounds)


def reaching(
    colour: Colour, towards: Colour, grounds: tuple[Colour, ...], least: float = READABLE
) -> Colour:
    """The nearest colour on the way to another one that stands out from all these grounds."""
    for step in range(STEPS):
        tried = colour.mixed(towards, step / STEPS)
        if weakest(tried, grounds) >= least:
            return tried
    return towards


def text_on(colour: Colour) -> Colour:
    """Black or white, whichever is easier to read on it."""
    return max(WHITE, BLACK, key=lambda text: contrast(text, colour))


def _linear(channel: float) -> float:
    return channel / 12.92 if channel <= 0.04045 else ((channel + 0.055) / 1.055) ** 2.4
