"""Text: no script survives, search finds, sorting holds."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.documents.text import LINE, folded, html, line, sort_key

ATTACKS = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "[klick](javascript:alert(1))",
    "[klick](JaVaScRiPt:alert(1))",
    "[klick](data:text/html;base64,PHNjcmlwdD4=)",
    "[klick](vbscript:x)",
    "![bild](https://anderswo.example/x.png)",
    "<svg/onload=alert(1)>",
    "<a href='x' onclick='alert(1)'>x</a>",
    "<iframe src='//anderswo.example'></iframe>",
    "<style>body{display:none}</style>",
    "`<script>`",
    "[x](<javascript:alert(1)>)",
    "[x]: javascript:alert(1)\n[x]",
    "<javascript:alert(1)>",
    "<!-- --><script>alert(1)</script>",
]


@pytest.mark.parametrize("attack", ATTACKS)
def test_no_script_survives(attack: str) -> None:
    result = html(attack).lower()
    for live in ("<script", "<img", "<svg", "<iframe", "<style", 'href="javascript', "<a href='x"):
        assert live not in result
    assert 'onclick="' not in result
    assert 'href="data:' not in result
    assert 'href="vbscript' not in result


@settings(max_examples=200, deadline=None, derandomize=True)
@given(st.text(alphabet=st.sampled_from("<>\"'&/=()[]!`*_ \naonscript:javhref"), max_size=80))
def test_nothing_but_the_allowed_tags(text: str) -> None:
    import re

    from app.documents.text import TAGS

    tags = set(re.findall(r"</?([a-z0-9]+)", html(text)))
    assert tags <= TAGS


def test_markdown_that_people_use() -> None:
    assert html("**fett** und *schräg*") == "<p><strong>fett</strong> und <em>schräg</em></p>\n"
    assert html("eins\nzwei") == "<p>eins<br>\nzwei</p>\n"
    assert "<li>eins</li>" in html("- eins\n- zwei")
    link = html("[Stadt](https://stadt.example)")
    assert 'rel="nofollow ugc noopener noreferrer"' in link


def test_headings_do_not_shout() -> None:
    assert html("# LAUT") == "<p># LAUT</p>\n"


@pytest.mark.parametrize(
    ("text", "expected"),
    [("kurz", "kurz"), ("**fett** und [Link](https://x.example)", "fett und Link"), ("", "")],
)
def test_a_line_is_plain(text: str, expected: str) -> None:
    assert line(text) == expected


@given(st.text(max_size=400))
@settings(max_examples=200, deadline=None, derandomize=True)
def test_a_line_is_one_and_short(text: str) -> None:
    result = line(text)
    assert len(result) <= LINE
    assert "\n" not in result


@pytest.mark.parametrize(
    ("text", "fold"),
    [
        ("Äpfel", "apfel"),
        ("Straße", "strasse"),
        ("STRASSE", "strasse"),
        ("İstanbul", "istanbul"),
        ("ISTANBUL", "istanbul"),
        ("ﬁnden", "finden"),
        ("Ayşe Yıldız", "ayse yildiz"),
        ("  viel   Platz\n", "viel platz"),
        ("🎈", "🎈"),
    ],
)
def test_folds(text: str, fold: str) -> None:
    assert folded(text) == fold


@given(st.text(max_size=60))
@settings(max_examples=200, deadline=None, derandomize=True)
def test_a_fold_stays_and_a_key_is_in_the_plane(text: str) -> None:
    assert folded(folded(text)) == folded(text)
    assert all(letter <= "\uffff" for letter in sort_key(text))
