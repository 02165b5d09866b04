"""The stylesheet that a town's colour makes, at an address with its hash.

Whoever changes what comes out here changes documents: raise `documents.table.SCHEMA`.
"""

import hashlib

from .colours import BLACK, READABLE, VISIBLE, WHITE, Colour, contrast, reaching, text_on, weakest
from .unfit import Unfit

LIGHT = tuple(map(Colour.parse, ("#faf7f1", "#ffffff", "#f0eadf")))
"""Paper, card and shade of `static/css/_town.scss`, on which the colour is read."""
DARK = tuple(map(Colour.parse, ("#121614", "#1d2320", "#262d29")))
"""The same in the dark."""
DARK_INK = Colour.parse("#0c1411")
GOLD = Colour.parse("#f4c95d")
COMFORTABLE = 7.0
"""In the dark more than READABLE, which would look like ash."""
MUTED = 0.25
DUSK = 0.2


def check(text: str) -> str:
    """The colour as it is kept. Raises Unfit: "not_a_colour", "too_light"."""
    try:
        colour = Colour.parse(text)
    except ValueError:
        raise Unfit("not_a_colour", value=text) from None
    ratio = weakest(colour, LIGHT)
    if ratio < READABLE:
        darker = reaching(colour, BLACK, LIGHT)
        raise Unfit("too_light", value=str(colour), ratio=ratio, least=READABLE, darker=str(darker))
    return str(colour)


def stylesheet(colour: str) -> str:
    """The tokens of `_town.scss` that follow from the colour of the band."""
    band = Colour.parse(colour)
    light = _on_band(band) | {
        "--town-cloth": band,
        "--kern-color-action-default": band,
        "--kern-color-action-on-default": WHITE,
        "--kern-color-action-visited": band,
    }
    action = reaching(band, WHITE, DARK, COMFORTABLE)
    dark = _on_band(band.mixed(BLACK, DUSK)) | {
        "--town-cloth": reaching(band, WHITE, DARK, VISIBLE),
        "--kern-color-action-default": action,
        "--kern-color-action-on-default": DARK_INK,
        "--kern-color-action-visited": action,
    }
    return f"{_rule(light)}\n@media (prefers-color-scheme: dark) {{\n{_rule(dark)}\n}}\n"


def address(colour: str) -> str:
    """Where the stylesheet of a colour is, or "" where the town has none of its own."""
    if not colour:
        return ""
    digest = hashlib.sha256(stylesheet(colour).encode()).hexdigest()
    return f"/town-{digest[:16]}.css"


def _on_band(band: Colour) -> dict[str, Colour]:
    text = text_on(band)
    muted = text.mixed(band, MUTED)
    return {
        "--town-band": band,
        "--town-on-band": text,
        "--town-on-band-muted": muted if contrast(muted, band) >= READABLE else text,
        "--town-band-mark": GOLD if contrast(GOLD, band) >= VISIBLE else text,
    }


def _rule(tokens: dict[str, Colour]) -> str:
    lines = "".join(f"{name}:{value};\n" for name, value in tokens.items())
    return f":root {{\n{lines}}}"
