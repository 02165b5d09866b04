"""Looks everywhere on a tablet for what somebody has left."""

from collections.abc import Iterator
from pathlib import Path

from heaps import page_heap, worker_heap
from marks import SENT, TAG, Marks, identities_in, words_in
from server import Server
from stand import Stand
from unpacking import unpacked

HERE = Path(__file__).parent
DUMP, PRISTINE = ((HERE / name).read_text() for name in ("dump.js", "pristine.js"))
AS_PUBLIC = ("indexeddb kokommune/", "dom attract", "heap of", "disk Default/IndexedDB/")
"""Where a public document may be, with what its author wrote."""
NEVER = ("commands", "drafts", "identities", "settings")
COOKIES = {"kokommune-kiosk"}
PUBLIC = """
SELECT text FROM comment UNION ALL SELECT title FROM proposal UNION ALL SELECT text FROM proposal"""

Found = tuple[str, bytes]


class Search:
    """What was found stands in `findings`: where, and what."""

    def __init__(self, stand: Stand, server: Server, visits: list[Marks]) -> None:
        self.stand, self.server, self.visits = stand, server, visits
        self.findings: list[str] = []
        self.looked: int = 0

    def after_a_visit(self) -> None:
        """The screen, what scripts reach, cookies, the console, and what went out in the open."""
        self._judge([*self._live(), *self._talk()])
        self.findings += self.stand.page.evaluate(PRISTINE)
        names = {cookie["name"] for cookie in self.stand.context.cookies()}
        self.findings += [f"cookie {name}" for name in names - COOKIES]

    def in_memory(self) -> None:
        """The heaps of page and worker."""
        heaps = (("page", page_heap(self.stand)), ("worker", worker_heap(self.stand)))
        self._judge([(f"heap of the {who}", heap.encode()) for who, heap in heaps])

    def on_the_disk(self, profile: Path | None = None) -> None:
        """Every file of a profile that no browser has open."""
        self._judge(files(profile or self.stand.profile))

    def _live(self) -> Iterator[Found]:
        for place, text in self.stand.page.evaluate(DUMP):
            yield place, _bytes(text)
        for cookie in self.stand.context.cookies():
            yield "cookie", str(cookie).encode()

    def _talk(self) -> Iterator[Found]:
        """What it said to the console and to the network; each is looked at once."""
        heard, requests = self.stand.heard, self.stand.network.heard
        self.stand.heard, self.stand.network.heard = [], []
        yield from (("console", text.encode()) for text in heard)
        yield from (("request", raw) for raw in requests)

    def _judge(self, texts: Iterator[Found] | list[Found]) -> None:
        """`texts` are here already: what the server has heard since must not excuse them."""
        found = [(place, words_in(data), identities_in(data, self.visits)) for place, data in texts]
        self.looked += len(found)
        public = words_in(str(self.server.rows(PUBLIC)).encode())
        for place, words, people in found:
            for word in sorted(words):
                if not may_be(place, word, public):
                    self.findings.append(f"{place}: {word}")
            self.findings += [f"{place}: {who}" for who in sorted(people)]


def may_be(place: str, word: str, public: set[str]) -> bool:
    """What was sent is a public document, once the server has it."""
    is_public = word[len(TAG)] == SENT and word in public
    return is_public and place.startswith(AS_PUBLIC) and not place.endswith(NEVER)


def files(profile: Path) -> Iterator[Found]:
    """Every file below a folder, as it is and unpacked; links lead nowhere."""
    for path in sorted(profile.rglob("*")):
        if path.is_file() and not path.is_symlink():
            for data in unpacked(path, path.read_bytes()):
                yield f"disk {path.relative_to(profile)}", data


def _bytes(text: str) -> bytes:
    """Text as UTF-8, and bytes that came as letters as they were."""
    return text.encode("utf-8", "surrogatepass") + b" " + text.encode("latin-1", "ignore")
