"""Text that other platforms keep as HTML, as the Markdown that people write here."""

import html
import re
from html.parser import HTMLParser

import nh3

TAG = re.compile(
    r"</?(p|br|div|h[1-6]|[uo]l|li|a|b|i|u|s|strong|em|span|blockquote|pre|code|img|figure|iframe"
    r"|table|tr|td|script|style)\b[^<>]*>",
    re.IGNORECASE,
)
ENTITY = re.compile(r"&(#\d{1,7}|#x[0-9a-f]{1,6}|[a-z][a-z0-9]{1,30});", re.IGNORECASE)
PARAGRAPHS = {"p", "div", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "blockquote", "pre", "tr"}
KEPT = PARAGRAPHS | {"br", "li", "a"}
SCHEMES = {"http", "https", "mailto", "tel"}
IN_ADDRESS = {"(": "%28", ")": "%29", " ": "%20"}


def markdown(text: str) -> str:
    """The text without tags: paragraphs, line breaks, lists and links stay what they are.

    A text without tags stays as it is, but for its entities.
    """
    if not TAG.search(text):
        return ENTITY.sub(lambda found: html.unescape(found[0]), text)
    safe = nh3.clean(text, tags=KEPT, attributes={"a": {"href"}}, url_schemes=SCHEMES)
    writer = _Writer()
    writer.feed(safe)
    writer.close()
    return writer.text()


class _Writer(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self._parts: list[str] = []
        self._numbers: list[int] = []
        """The next number of each list that is open; 0 in one without numbers."""
        self._links: list[tuple[int, str]] = []

    def text(self) -> str:
        """What was written, without white space that shows nothing."""
        lines = (" ".join(line.split()) for line in "".join(self._parts).split("\n"))
        return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in ("ul", "ol"):
            self._parts.append("\n" if self._numbers else "\n\n")
            self._numbers.append(1 if tag == "ol" else 0)
        elif tag == "li":
            self._parts.append("\n" + self._bullet())
        elif tag == "br":
            self._parts.append("\n")
        elif tag == "a":
            self._links.append((len(self._parts), dict(attrs).get("href") or ""))
        elif not self._numbers:
            self._parts.append("\n\n")

    def handle_endtag(self, tag: str) -> None:
        if tag == "a" and self._links:
            self._end_link(*self._links.pop())
        elif tag in ("ul", "ol") and self._numbers:
            self._numbers.pop()
            self._parts.append("\n" if self._numbers else "\n\n")
        elif tag in PARAGRAPHS and not self._numbers:
            self._parts.append("\n\n")

    def handle_data(self, data: str) -> None:
        # White space around a tag stands for one blank, a line break in the file, too.
        self._parts.append(re.sub(r"\s+", " ", data))

    def _bullet(self) -> str:
        if not self._numbers or not self._numbers[-1]:
            return "- "
        self._numbers[-1] += 1
        return f"{self._numbers[-1] - 1}. "

    def _end_link(self, start: int, href: str) -> None:
        words = " ".join("".join(self._parts[start:]).split())
        if words and href:
            address = "".join(IN_ADDRESS.get(letter, letter) for letter in href)
            self._parts[start:] = [f"[{words}]({address})"]
