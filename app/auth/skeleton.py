"""What two texts that look alike have in common, after UTS 39 (Unicode Security Mechanisms).

The data are Unicode's confusables as the library `confusable_homoglyphs` brings them: a map in
both directions, in which each group of look-alikes is a star around its prototype.
"""

import re
from functools import cache
from unicodedata import normalize

from confusable_homoglyphs.confusables import confusables_data

SAME = str.maketrans({"i": "l", "ı": "l", "1": "l", "|": "l"})
"""`I` is another case of `i` and a look-alike of `l` and `1`: so all of them are one."""
_DOTTED_L = re.compile("l\u0307")
_MARK = "\u200e"


def skeleton(text: str) -> str:
    """The text with look-alikes, case and compatibility forms taken out; marks stay."""
    shaped = "".join(map(_shape, normalize("NFKD", text)))
    shaped = "".join(map(_shape, normalize("NFD", shaped)))
    return " ".join(_DOTTED_L.sub("l", shaped.translate(SAME)).split())


@cache
def _shape(letter: str) -> str:
    """A letter's prototype in lower case.

    Where only its other case looks Latin (`Н` does, `н` does not), that one counts, so that
    neither case makes another name.
    """
    for form in (letter, letter.swapcase()):
        prototype = _prototype(form)
        if prototype.isascii():
            return prototype.casefold()
    return _prototype(letter.casefold()).casefold()


def _prototype(letter: str) -> str:
    return "".join(_star(part) for part in _star(letter))


def _star(letter: str) -> str:
    """The middle of the star that a letter belongs to; a middle of several letters is one."""
    near = _near(letter)
    for other in near:
        if len(other) > 1:
            return other
    if len(near) != 1:
        return letter
    only = near[0]
    if len(_near(only)) > 1:
        return only
    return min(letter, only)


@cache
def _near(letter: str) -> tuple[str, ...]:
    # Letters that are written from right to left stand between marks in the data.
    found = confusables_data.get(letter) or confusables_data.get(_MARK + letter + _MARK) or ()
    return tuple(other["c"].replace(_MARK, "") for other in found)
