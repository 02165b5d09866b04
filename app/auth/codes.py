"""Codes that people write down, read out and type in: Crockford's base32, in groups of four.

| code | letters | bits |
| --- | --- | --- |
| on paper, one of eight | 16 | 80 |
| at the desk, for ten minutes | 12 | 60 |

Their length tells them apart. `guesses.py` says what these bits are worth.
"""

import secrets
import unicodedata
from uuid import UUID

from ..models import Event, RecoveryCode
from .keys import keyed_hashes

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
PAPER = 16
DESK = 12
HOW_MANY = 8
LONGEST = 100
"""Of what somebody types, spaces and hyphens included."""
GROUP = 4
ALIKE = str.maketrans({"O": "0", "I": "1", "L": "1"})


def make(letters: int) -> str:
    """A new code of five random bits a letter."""
    return "".join(secrets.choice(ALPHABET) for _ in range(letters))


def shown(code: str) -> str:
    """`7KQM-2X9D-…`, as it is printed."""
    return "-".join(code[at : at + GROUP] for at in range(0, len(code), GROUP))


def read(text: str) -> str:
    """The code that somebody typed, or nothing where it cannot be one.

    Case, spaces and hyphens of any kind do not matter; O is 0, I and L are 1.
    """
    if len(text) > LONGEST:
        return ""
    plain = unicodedata.normalize("NFKC", text).upper().translate(ALIKE)
    code = "".join(letter for letter in plain if not _is_gap(letter))
    fits = len(code) in (PAPER, DESK) and all(letter in ALPHABET for letter in code)
    return code if fits else ""


def renew(resident_id: UUID) -> list[str]:
    """Eight new codes for an account, inside `writing()`; those before open nothing any more.

    They are kept nowhere as they are returned.
    """
    codes = [make(PAPER) for _ in range(HOW_MANY)]
    RecoveryCode.replace(resident_id, [keyed_hashes(code)[0] for code in codes])
    Event.log(resident_id, "codes_made")
    return [shown(code) for code in codes]


def _is_gap(letter: str) -> bool:
    return letter.isspace() or unicodedata.category(letter) in ("Pd", "Cf") or letter == "_"
