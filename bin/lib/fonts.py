"""Fira Sans in parts: the letters that most pages need, and those of fewer names.

Without hints, which screens of today do without, a part is half of what is published. Which letters
are in which part says static/css/_fonts.scss, where browsers read it, too.
"""

import re
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

from fontTools import subset
from fontTools.merge import Merger
from fontTools.ttLib import TTFont

ROOT = Path(__file__).resolve().parent.parent.parent
PUBLISHED = ROOT / "node_modules/@fontsource/fira-sans/files"
STYLES = ROOT / "static/css/_fonts.scss"
FONTS = ROOT / "static/fonts"
SOURCES = {"letters": ("latin", "latin-ext"), "accents": ("latin",), "more": ("latin-ext",)}
"""Which published parts each of ours is cut from, the first that has a letter."""
FIRST = "letters"
WEIGHTS = (400, 600)
FEATURES = ["kern"]
MORE_FEATURES = [*FEATURES, "ccmp", "locl"]
"""Of parts other than the first, whose letters need neither marks put together nor a language."""
COPYRIGHT = 0
"""The one of a font's names that its licence asks for: styles call it what they want."""


def main() -> None:
    """Write all parts in all weights."""
    for part, sources in SOURCES.items():
        features = FEATURES if part == FIRST else MORE_FEATURES
        for weight in WEIGHTS:
            file = FONTS / f"fira-sans-{part}-{weight}.woff2"
            cut = list(_cut(sources, weight, set(_letters(part)), features))
            font = Merger().merge(cut) if len(cut) > 1 else TTFont(cut[0])
            font.flavor = "woff2"
            font.save(file)
            print(f"{file.relative_to(ROOT)}: {file.stat().st_size:,} bytes")


def _cut(
    sources: tuple[str, ...], weight: int, letters: set[int], features: list[str]
) -> Iterator[BytesIO]:
    """Of each published part the letters that none before has had."""
    missing = set(letters)
    for source in sources:
        options = subset.Options(hinting=False, layout_features=features, name_IDs=[COPYRIGHT])
        font = subset.load_font(
            str(PUBLISHED / f"fira-sans-{source}-{weight}-normal.woff2"), options
        )
        found = missing & font.getBestCmap().keys()
        subsetter = subset.Subsetter(options)
        subsetter.populate(unicodes=found)
        subsetter.subset(font)
        font.flavor = None
        missing -= found
        cut = BytesIO()
        font.save(cut)
        yield cut


def _letters(part: str) -> Iterator[int]:
    """The code points of `$<part>: U+0020-007E, …;`."""
    found = re.search(rf"^\${part}:([^;]+);", STYLES.read_text(), re.MULTILINE)
    if not found:
        raise SystemExit(f"{STYLES} does not say which letters are in ${part}.")
    for first, last in re.findall(r"U\+([0-9A-F]+)(?:-([0-9A-F]+))?", found[1]):
        yield from range(int(first, 16), int(last or first, 16) + 1)


if __name__ == "__main__":
    main()
