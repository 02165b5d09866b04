"""Pseudonyms: what a name may be, and when two names are one."""

import hashlib
from unicodedata import category, normalize

from ..refusal import Refusal
from .skeleton import as_read, skeleton

SHORTEST, LONGEST = 2, 40
LONGEST_KEY = 400
MOST_MARKS = 3
"""Marks in a row: Arabic and Vietnamese need two."""
INVISIBLE = frozenset(
    "\u034f\u115f\u1160\u17b4\u17b5\u180b\u180c\u180d\u180f\u2800\u3164\uffa0"
    + "".join(map(chr, [*range(0xFE00, 0xFE10), *range(0xE0100, 0xE01F0)]))
)
"""Letters and marks that show nothing (Default_Ignorable_Code_Point); the rest are controls."""
RESERVED = ("Gast", "Guest", "Gelöschtes Konto", "Deleted account")
"""What pages say where somebody has no name."""


def clean(text: str) -> str:
    """The name as it is kept. Raises Refusal at the field `name` where it is none."""
    if any(_is_odd(letter) for letter in text):
        raise Refusal("odd_letters", "name")
    name = " ".join(normalize("NFC", text).split())
    if not name:
        raise Refusal("required", "name")
    if len(name) < SHORTEST:
        raise Refusal("too_short", "name")
    if len(name) > LONGEST:
        raise Refusal("too_long", "name")
    if not any(letter.isalpha() for letter in name) or _is_piled_up(name):
        raise Refusal("odd_letters", "name")
    if any(keys(name) & keys(reserved) for reserved in RESERVED):
        raise Refusal("name_taken", "name")
    return name


def key(name: str) -> str | None:
    """What this name has in common with all that are spelt alike; none where there is no name.

    Case and look-alikes make no difference, but `i` and `l` are two letters in either case.
    """
    return _kept(skeleton(name))


def look(name: str) -> str | None:
    """The key of what a reader takes this name for, who cannot tell `I`, `l` and `1` apart."""
    return _kept(skeleton(as_read(name)))


def keys(name: str) -> set[str]:
    """Two names are one where they share one of these."""
    return {found for found in (key(name), look(name)) if found}


def _kept(found: str) -> str | None:
    if len(found) > LONGEST_KEY:
        found = hashlib.sha256(found.encode()).hexdigest()
    return found or None


def _is_odd(letter: str) -> bool:
    """Controls (bidirectional ones, too), what is invisible, private or not assigned."""
    kind = category(letter)
    return kind[0] == "C" or kind in ("Zl", "Zp", "Me") or letter in INVISIBLE


def _is_piled_up(name: str) -> bool:
    """Whether marks stand without a letter, or more of them on one than any script needs."""
    run = 0
    for letter in normalize("NFD", f" {name}"):
        if category(letter) != "Mn":
            run = MOST_MARKS if letter == " " else 0
        elif run == MOST_MARKS:
            return True
        else:
            run += 1
    return False
