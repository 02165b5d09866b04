"""Every text of the interface is said in every language, and nothing is translated in vain."""

import re
from collections import Counter
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog, Message
from jinja2 import Environment, nodes

from app.config import ROOT
from app.extracting import complete, said
from app.words import CATALOGUES, catalogue, words

TEMPLATES = ROOT / "templates"
NO_TEXT = re.compile(r'[\w-]+="[^"]*"|\bautofocus\b|Einfaches Deutsch|Deutsch|English')
"""Attributes that macros write; languages, which have the same name in all of them."""
SPOKEN = ("alt", "aria-label", "label", "placeholder", "title")
PLACEHOLDER = re.compile(r"%\(\w+\)s|%%|\{\w+\}")
LETTERS = re.compile(r"[^\W\d_]{2,}")


@pytest.fixture(scope="module")
def messages() -> Catalog:
    return said()


@pytest.mark.parametrize("language", CATALOGUES)
class TestCatalogue:
    def test_says_everything(self, messages: Catalog, language: str) -> None:
        known = catalogue(language)
        missing = [
            message.id
            for message in filter(_is_said, messages)
            if not (message.id in known and complete(known[message.id].string))
        ]
        assert missing == [], "run `bin/flask words update` and translate"

    def test_is_sure_of_what_it_says(self, language: str) -> None:
        assert [m.id for m in catalogue(language) if m.id and m.fuzzy] == []

    def test_says_nothing_in_vain(self, messages: Catalog, language: str) -> None:
        unused = [m.id for m in catalogue(language) if m.id and m.id not in messages]
        assert unused == [], "run `bin/flask words update`"

    def test_names_its_files(self, messages: Catalog, language: str) -> None:
        known = catalogue(language)
        for message in filter(_is_said, messages):
            paths = {path for path, _line in message.locations}
            assert paths == {path for path, _line in known[message.id].locations}, message.id

    def test_keeps_the_placeholders(self, language: str) -> None:
        for message in filter(_is_said, catalogue(language)):
            german, translated = _forms(message.id), _forms(message.string)
            assert len(german) == len(translated), message.id
            for one, other in zip(german, translated, strict=True):
                assert _placeholders(one) == _placeholders(other), one

    def test_knows_one_and_many(self, language: str) -> None:
        assert catalogue(language).num_plurals == 2
        assert str(catalogue(language).plural_expr) in ("(n != 1)", "n != 1")


def test_who_speaks_something_else_hears_german() -> None:
    assert words("de").gettext("Vorhaben") == "Vorhaben"
    assert words("fi").gettext("Vorhaben") == "Vorhaben"
    assert words("en").gettext("Vorhaben") == "Projects"


@pytest.mark.parametrize("path", sorted(TEMPLATES.rglob("*.html")), ids=lambda path: path.name)
def test_templates_say_nothing_past_the_catalogues(path: Path) -> None:
    assert list(_bare_texts(path)) == []


def test_the_page_script_says_nothing_past_the_catalogues() -> None:
    bare = _bare_strings((ROOT / "static" / "js" / "words.js").read_text())
    assert bare == []
    assert _bare_strings('const HELLO = "Guten Tag";') == ["Guten Tag"]


def _bare_strings(source: str) -> list[str]:
    """Strings of a script that go through neither `_` nor `ngettext`; names of files are none."""
    code = re.sub(r"/\*\*.*?\*/", "", source, flags=re.DOTALL)
    code = re.sub(r"^import .*$", "", code, flags=re.MULTILINE)
    string = r'"(?:[^"\\]|\\.)*"'
    code = re.sub(rf"_\(\s*{string}|ngettext\(\s*{string},\s*{string}", "", code)
    return [text.strip('"') for text in re.findall(string, code) if re.search("[ ÄÖÜäöüß]", text)]


class _Texts(HTMLParser):
    """Collects what people would read."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        self.found += [value for name, value in attributes if name in SPOKEN and value]

    def handle_data(self, data: str) -> None:
        self.found.append(data)


def _bare_texts(path: Path) -> Iterator[str]:
    """Literal texts of a template; what Jinja puts in stands as a digit."""
    source = Environment().parse(path.read_text())  # noqa: S701
    parts = [
        part.data if isinstance(part, nodes.TemplateData) else "0"
        for output in source.find_all(nodes.Output)
        for part in output.nodes
    ]
    reader = _Texts()
    reader.feed("".join(parts))
    for text in reader.found:
        rest = NO_TEXT.sub("", text).strip()
        if LETTERS.search(rest):
            yield rest


def _is_said(message: Message) -> bool:
    """The first message of a catalogue is its header."""
    return bool(message.id)


def _forms(text: str | tuple[str, ...] | list[str]) -> list[str]:
    return [text] if isinstance(text, str) else list(text)


def _placeholders(text: str) -> Counter[str]:
    return Counter(PLACEHOLDER.findall(text))
