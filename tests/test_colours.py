"""Colours that follow from the town's own can be read."""

import re

import pytest
from server import DIST

from app.config import ROOT
from app.models import COLOURS
from app.town import style
from app.town.colours import BLACK, READABLE, VISIBLE, WHITE, Colour, contrast

BY_SCHEME = re.compile(r"prefers-color-scheme:\s*\w+\)\s*\{((?:[^{}]*\{[^{}]*\})*)\s*\}")
SET = re.compile(r"(?<=[{;])\s*([\w-]+)\s*:")
OF_COLOURS = re.compile(r"--(town|topic|kern-color)-")


def test_contrast_is_that_of_wcag() -> None:
    assert contrast(BLACK, WHITE) == pytest.approx(21)
    assert contrast(Colour.parse("#777777"), WHITE) == pytest.approx(4.478, abs=0.001)
    assert contrast(WHITE, WHITE) == 1


@pytest.mark.parametrize(
    "colour", ["#14513c", "#7a1f3d", "#000000", "#0000ff", "#0033cc", "#6b5200"]
)
def test_whatever_follows_from_a_colour_can_be_read(colour: str) -> None:
    colour = style.check(colour)
    light, dark = style.stylesheet(colour).split("@media")
    for rule, grounds in ((light, style.LIGHT), (dark, style.DARK)):
        tokens = {k: Colour.parse(v) for k, v in re.findall(r"--([\w-]+):(#\w{6})", rule)}
        action = tokens["kern-color-action-default"]
        assert all(contrast(action, ground) >= READABLE for ground in grounds)
        assert contrast(action, tokens["kern-color-action-on-default"]) >= READABLE
        band = tokens["town-band"]
        assert contrast(tokens["town-on-band"], band) >= READABLE
        assert contrast(tokens["town-on-band-muted"], band) >= READABLE
        assert contrast(tokens["town-band-mark"], band) >= VISIBLE


def test_the_grounds_are_those_of_the_stylesheet() -> None:
    light, dark = (ROOT / "static/css/_town.scss").read_text().split("@media")
    for rule, grounds in ((light, style.LIGHT), (dark, style.DARK)):
        tokens = dict(re.findall(r"--town-(\w+): (#\w+);", rule))
        found = [tokens[name] for name in ("paper", "card", "shade")]
        full = [c if len(c) == 7 else "#" + "".join(2 * digit for digit in c[1:]) for c in found]
        assert full == [str(ground) for ground in grounds]


def test_labels_of_topics_can_be_read() -> None:
    source = (ROOT / "static/css/_topics.scss").read_text()
    found = re.findall(r"(\w+): \((#\w{6}), (#\w{6}), (#\w{6}), (#\w{6})\)", source)
    assert {name for name, *_ in found} == set(COLOURS)
    for name, *colours in found:
        ink, ground, dark_ink, dark_ground = map(Colour.parse, colours)
        assert contrast(ink, ground) >= READABLE, name
        assert contrast(dark_ink, dark_ground) >= READABLE, name


def test_in_the_dark_nothing_but_colours_differs() -> None:
    """So that whoever looks at a page in the dark has to look at its colours only."""
    sheets = [path.read_text() for path in DIST.glob("*.css")]
    sheets.append(style.stylesheet(style.check("#14513c")))
    rules = [rule for sheet in sheets for rule in BY_SCHEME.findall(sheet)]
    assert len(rules) == sum(sheet.count("prefers-color-scheme") for sheet in sheets) > 0
    for rule in rules:
        assert all(OF_COLOURS.match(name) for name in SET.findall(rule)), rule
        assert len(SET.findall(rule)) == rule.count(":") - rule.count(":root")
