"""HTML of other platforms becomes text: nothing is lost, nothing is live."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.documents.text import html
from app.importing.markup import markdown

CASES = {
    "Ohne Zeichen": "Ohne Zeichen",
    "Eins\nzwei\n\ndrei": "Eins\nzwei\n\ndrei",
    "3 < 5 und 7 > 2": "3 < 5 und 7 > 2",
    "Wenn <Name> fehlt": "Wenn <Name> fehlt",
    "Müller &amp; Söhne &#8211; g&uuml;nstig": "Müller & Söhne – günstig",
    "https://x.example/?a=1&copy=2": "https://x.example/?a=1&copy=2",
    "<p>Eins</p><p>Zwei<br>und mehr</p>": "Eins\n\nZwei\nund mehr",
    "<p>Eins</p>\n\n  <p>Zwei\n im  Satz</p>": "Eins\n\nZwei im Satz",
    "<h2>Warum</h2><p>Darum.</p>": "Warum\n\nDarum.",
    "<p>Ein <strong>fettes</strong> <em>Wort</em></p>": "Ein fettes Wort",
    "<p>Wir wollen:</p><ul><li>Bänke</li><li><p>Bäume</p></li></ul><p>Bald.</p>": (
        "Wir wollen:\n\n- Bänke\n- Bäume\n\nBald."
    ),
    "<ol><li>Erst</li><li>Dann</li></ol>": "1. Erst\n2. Dann",
    "<ul><li>Außen<ul><li>Innen</li></ul></li></ul>": "- Außen\n\n- Innen",
    '<p>Siehe <a href="https://x.example/a(b)">hier</a>.</p>': (
        "Siehe [hier](https://x.example/a%28b%29)."
    ),
    '<p><a href="javascript:alert(1)">klick</a></p>': "klick",
    "<p>5 &lt; 6 &amp; mehr</p>": "5 < 6 & mehr",
    "<script>alert(1)</script><p>Text</p><style>p{}</style>": "Text",
    '<p>Bild <img src="x" onerror="alert(1)"> weg</p>': "Bild weg",
    "<p>Offen <ul><li>auch</p>": "Offen\n\n- auch",
    "</p></ul></a>Ende": "Ende",
    "<p></p>": "",
}


@pytest.mark.parametrize(("written", "text"), CASES.items())
def test_it_reads_as_before(written: str, text: str) -> None:
    assert markdown(written) == text


PARTS = ["<p>", "</p>", "<ul>", "<li>", "</ul>", "<a href='x'>", "</a>", "<br>", "<", "&lt;", "]("]
MARKUP = st.lists(st.sampled_from([*PARTS, "<script>", "javascript:", "a ", "\n"]), max_size=20)


@given(MARKUP.map("".join))
@settings(max_examples=200, deadline=None, derandomize=True)
def test_no_markup_breaks_it(written: str) -> None:
    page = html(markdown(written))
    assert "<script" not in page
    assert 'href="javascript' not in page
