"""Pseudonyms: what a name may be, and when two names are one."""

import unicodedata
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.auth import names
from app.auth.skeleton import _prototype
from app.refusal import Refusal

ONE = [
    ("Ayşe", "AYŞE"),
    ("Ayşe", "Ays\u0327e"),
    ("Ayşe", "Ayșe"),
    ("İbrahim", "ibrahim"),
    ("IRMAK", "ırmak"),
    ("Ilse", "lIse"),
    ("Ilse", "1lse"),
    ("Ilsa", "llsa"),
    ("Ilsa", "iIsa"),
    ("Lisa", "LlSA"),
    ("Marion", "MARlON"),
    ("Lisa", "lIsa"),
    ("Ali", "AlI"),
    ("Ali", "ALİ"),
    ("İlker", "llker"),
    ("Karl I", "Karl 1"),
    ("Ísa", "ĺsa"),
    ("Nicolas", "Nic०Ias"),
    ("IO", "Ю"),
    ("Weiß", "Weiβ"),
    ("WEISS", "Weiβ"),
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
    ("Lisa", "Ilsa"),
    ("LISA", "Ilsa"),
    ("Marion", "Marlon"),
    ("MARION", "Marlon"),
    ("Elia", "Ella"),
    ("Ian", "Lan"),
    ("Anna Keiler", "Anna Keller"),
    ("Heim", "Helm"),
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
    assert names.keys(one) & names.keys(other)


@pytest.mark.parametrize(("one", "other"), TWO)
def test_names_that_differ_are_two(one: str, other: str) -> None:
    assert not names.keys(one) & names.keys(other)


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


LOOK_ALIKES: dict[str, list[str]] = {}
for letter in map(chr, range(0x20, 0x20000)):
    if unicodedata.is_normalized("NFKD", letter) and (letter.isalnum() or letter == "|"):
        LOOK_ALIKES.setdefault(_prototype(letter), []).append(letter)
LOOK_ALIKES["I"] = LOOK_ALIKES["l"]


def test_case_makes_no_other_name() -> None:
    """In all scripts up to the Georgian and Coptic ones."""
    different = {
        unicodedata.normalize("NFD", chr(code))[0].lower()
        for code in range(0x20, 0x2FFF)
        for other in (chr(code).upper(), chr(code).lower())
        if not names.keys(f"x{chr(code)}") & names.keys(f"x{other}")
    }
    # Each of their cases looks like another Latin letter: ν like v, Ν like N.
    assert different == {"ν", "υ", "ƽ"}


NAMES_OF_HERE = (Path(__file__).parent / "names_of_here.txt").read_text("utf-8").split()
SPELT_TWICE = str.maketrans("ıİ", "iI")


def test_people_of_here_do_not_keep_each_other_out() -> None:
    """But for Turkish names that are written with and without their own letters: Pınar, Pinar."""
    assert len(NAMES_OF_HERE) > 750
    owners: dict[str, str] = {}
    for name in NAMES_OF_HERE:
        plain = name.translate(SPELT_TWICE)
        for key in names.keys(name):
            assert owners.setdefault(key, plain) == plain, name


@given(st.sampled_from(NAMES_OF_HERE), st.data())
@settings(max_examples=400, deadline=None, derandomize=True)
def test_no_other_letters_show_a_name_as_it_stands(name: str, data: st.DataObject) -> None:
    """Whatever Unicode's data take for a letter, in any case, looks like it and is refused."""
    cased = "".join(data.draw(st.sampled_from([each, each.swapcase()])) for each in name)
    assert names.keys(cased) & names.keys(name)
    shown = "".join(data.draw(st.sampled_from(LOOK_ALIKES.get(each, [each]))) for each in name)
    assert names.keys(shown) & names.keys(name)


def test_a_long_name_has_a_key_that_can_be_kept() -> None:
    assert len(names.key("\ufdfa" * 40) or "") <= 400
    assert names.key("") is None
    assert names.look("  ") is None
    assert names.keys("") == set()
