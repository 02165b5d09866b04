"""What two texts that look alike have in common, after UTS 39 (Unicode Security Mechanisms).

The data are Unicode's confusables as the library `confusable_homoglyphs` brings them: a map in
both directions, in which each group of look-alikes is a star around its prototype.
"""

import re
from functools import cache
from unicodedata import combining, normalize

from confusable_homoglyphs.confusables import confusables_data

_DOTTED_I = re.compile("i\u0307")
_DOTTED_BAR = re.compile("[il]\u0307")
_BARS = re.compile("l+")
_MARK = "\u200e"


def skeleton(text: str) -> str:
    """The text with look-alikes, case and compatibility forms taken out; marks stay."""
    shaped = "".join(map(_shape, normalize("NFKD", text)))
    shaped = "".join(map(_shape, normalize("NFD", shaped)))
    return " ".join(_DOTTED_I.sub("i", shaped).split())


def as_read(text: str) -> str:
    """The text, each bar (`I`, `l`, `1`) in it as the letter that its neighbours make it."""
    letters = [each for letter in normalize("NFKD", text) for each in _with_bars(letter)]
    shown = "".join(_prototype(each)[0] for each in letters if not combining(each))
    told = iter(_BARS.sub(_in_place, shown))
    read = "".join(each if combining(each) else _told(each, next(told)) for each in letters)
    return _DOTTED_BAR.sub("i", read)


def _with_bars(letter: str) -> str:
    """The letter, or what it shows with a bar in it.

    What looks like `ß` is one, since the skeleton spells `ß` out.
    """
    shown = _prototype(letter)
    if shown == _prototype("ß"):
        return "ß"
    return shown if "l" in shown else letter


def _told(letter: str, told: str) -> str:
    return told if letter == "l" else letter


def _in_place(bars: re.Match[str]) -> str:
    """`i` beside capitals and where a word begins, since that is a capital, too; else `l`."""
    text, number = bars.string, len(bars[0])
    before, after = text[: bars.start()][-1:], text[bars.end() :][:1]
    if after.isupper() or (before.isupper() and not after.isalpha()):
        return "i" * number
    return bars[0] if before.isalpha() else "i" + "l" * (number - 1)


@cache
def _shape(letter: str) -> str:
    """A letter's prototype in lower case.

    Where only its other case looks Latin (`Н` does, `н` does not), that one counts, so that
    neither case makes another name; and `I` is an `i`, though it looks like `l`.
    """
    for form in (letter, letter.swapcase()):
        prototype = _prototype(form)
        if prototype == "l" and _prototype(form.casefold()) == "i":
            return "i"
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
