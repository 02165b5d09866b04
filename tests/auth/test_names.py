"""Pseudonyms: what a name may be, and when two names are one."""

import unicodedata

import pytest

from app.auth import names
from app.refusal import Refusal

ONE = [
    ("Ayşe", "AYŞE"),
    ("Ayşe", "Ays\u0327e"),
    ("Ayşe", "Ayșe"),
    ("İbrahim", "ibrahim"),
    ("IRMAK", "ırmak"),
    ("Ilse", "lIse"),
    ("Ilse", "1lse"),
    ("Otto", "0tt0"),
    ("Bernd", "Bemd"),
    ("Max", "MAX"),
    ("Paul", "Раul"),
    ("Hanna", "Нanna"),
    ("Köln", "Кӧln"),
    ("Наталія", "НАТАЛІЯ"),
    ("Їжак", "їжак"),
    ("Groß", "GROSS"),
    ("Nguyễn", "NGUYỄN"),
    ("Łukasz", "ŁUKASZ"),
    ("Đặng", "đặng"),
    ("Fifi", "ﬁfi"),
    ("Max", "Ｍａｘ"),
    ("Anna Lena", "Anna\u00a0Lena"),
    ("أحمد", "ا\u0654حمد"),
    ("احمد ١", "احمد ا"),
]
TWO = [
    ("Müller", "Muller"),
    ("Müller", "Mueller"),
    ("Ayşe", "Ayse"),
    ("Łukasz", "Lukasz"),
    ("Anna Lena", "Annalena"),
    ("Nina", "Vera"),
    ("Đặng", "Dang"),
    ("فاطمة", "فاطم"),
    ("Олена", "Олег"),
    ("José", "Josè"),
]
GOOD = [
    "Müller",
    "Ayşe Yıldız",
    "Łucja Wójcik-Śliwa",
    "Nguyễn Thị Ánh Tuyết",
    "محمّدٌ الأمين",
    "Олександр Щербак",
    "O'Neill",
    "Nachbarin 42",
    "田中さん",
    "Sonnenblume 🌻",
]
ODD = {
    "bidi": "Ayşe\u202e",
    "isolate": "\u2067Ayşe",
    "zero width": "Ay\u200bşe",
    "joiner": "Ay\u200dşe",
    "soft hyphen": "Ay\u00adşe",
    "control": "Ay\x07şe",
    "line": "Ayşe\nYıldız",
    "line separator": "Ayşe\u2028Yıldız",
    "byte order mark": "\ufeffAyşe",
    "hangul filler": "Ayşe\u3164",
    "braille blank": "Ayşe\u2800",
    "variation selector": "Ayşe\ufe0f",
    "tag": "Ayşe\U000e0041",
    "private": "Ayşe\ue000",
    "not assigned": "Ayşe\u0378",
    "enclosing": "A\u20ddyşe",
    "piled up": "A" + "\u0301" * 4,
    "begins with a mark": "\u0301Ayşe",
    "a mark on a space": "Ayşe \u0301Y",
    "no letter": "42 !",
}


@pytest.mark.parametrize(("one", "other"), ONE)
def test_names_that_look_alike_are_one(one: str, other: str) -> None:
    assert names.key(one) == names.key(other)


@pytest.mark.parametrize(("one", "other"), TWO)
def test_names_that_differ_are_two(one: str, other: str) -> None:
    assert names.key(one) != names.key(other)


@pytest.mark.parametrize("name", GOOD)
def test_names_that_people_have(name: str) -> None:
    assert names.clean(name) == name
    assert names.clean(f" {unicodedata.normalize('NFD', name)}  ") == name


@pytest.mark.parametrize("name", ODD.values(), ids=ODD)
def test_letters_that_nobody_sees_or_that_pile_up(name: str) -> None:
    with pytest.raises(Refusal, match="odd_letters"):
        names.clean(name)


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("", "required"),
        ("   ", "required"),
        ("ä", "too_short"),
        ("x" * 41, "too_long"),
        ("Gast", "name_taken"),
        ("GA5T".replace("5", "S"), "name_taken"),
        ("gelöschtes konto", "name_taken"),
    ],
)
def test_what_else_is_no_name(name: str, code: str) -> None:
    with pytest.raises(Refusal, match=code):
        names.clean(name)


def test_case_makes_no_other_name() -> None:
    """In all scripts up to the Georgian and Coptic ones."""
    different = {
        unicodedata.normalize("NFD", chr(code))[0].lower()
        for code in range(0x20, 0x2FFF)
        for other in (chr(code).upper(), chr(code).lower())
        if names.key(f"x{chr(code)}") != names.key(f"x{other}")
    }
    # Each of their cases looks like another Latin letter: ν like v, Ν like N.
    assert different == {"ν", "υ", "ƽ"}


def test_a_long_name_has_a_key_that_can_be_kept() -> None:
    assert len(names.key("\ufdfa" * 40) or "") <= 400
    assert names.key("") is None
    assert names.key("  ") is None
