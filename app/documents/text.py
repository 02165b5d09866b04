"""Text as documents carry it: sanitised HTML, one line, folds for search and sort."""

import re
import unicodedata

import nh3
from markdown_it import MarkdownIt

TAGS = {"p", "br", "em", "strong", "a", "ul", "ol", "li", "blockquote", "code", "pre", "hr"}
LINE = 140
_markdown = MarkdownIt("commonmark", {"html": False, "breaks": True}).disable(
    ["heading", "lheading", "image"]
)
_article = MarkdownIt("commonmark", {"html": False, "breaks": True}).disable(["lheading", "image"])
_letters = str.maketrans(
    {"ß": "ss", "ſ": "s", "ς": "σ", "ı": "i", "æ": "ae", "œ": "oe", "ø": "o", "đ": "d", "ð": "d",
     "ł": "l", "þ": "th", "ħ": "h"}
)  # fmt: skip


def html(markdown: str) -> str:
    """Render Markdown: no raw HTML, no headings, no pictures, no script survives nh3."""
    return nh3.clean(
        _markdown.render(markdown),
        tags=TAGS,
        attributes={"a": {"href"}, "ol": {"start"}},
        url_schemes={"http", "https", "mailto", "tel"},
        link_rel="nofollow ugc noopener noreferrer",
    )


def article(markdown: str) -> str:
    """Render a text of the town's own: as `html`, with headings below the page's title."""
    tokens = _article.parse(markdown)
    for token in tokens:
        if token.type in ("heading_open", "heading_close"):
            token.tag = f"h{min(max(int(token.tag[1:]), 2), 3)}"
    return nh3.clean(
        _article.renderer.render(tokens, _article.options, {}),
        tags=TAGS | {"h2", "h3"},
        attributes={"a": {"href"}, "ol": {"start"}},
        url_schemes={"http", "https", "mailto", "tel"},
        link_rel="noopener noreferrer",
    )


def line(text: str) -> str:
    """The first words of a text: plain, one line, at most 140 characters."""
    shown = re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", text)
    plain = " ".join(re.sub(r"[*_`#>]+", "", shown).split())
    if len(plain) <= LINE:
        return plain
    return plain[: LINE - 1].rsplit(" ", 1)[0].rstrip(" ,.;:–-") + "…"


def folded(text: str) -> str:
    """The text as search compares it, the same fold as in `service_worker/text.js`.

    Compatibility decomposition, lower case, the letters above spelled out, marks removed, white
    space as single blanks. Cases for both sides stand in `tests/folding.json`.
    """
    lower = unicodedata.normalize("NFKD", text).lower().translate(_letters)
    plain = "".join(
        letter
        for letter in unicodedata.normalize("NFKD", lower)
        if not unicodedata.category(letter).startswith("M")
    )
    return " ".join(plain.split())


def sort_key(text: str) -> str:
    """A key that databases and JavaScript order alike: folded, nothing above U+FFFF."""
    return "".join(letter if letter <= "\uffff" else "\ufffd" for letter in folded(text))
