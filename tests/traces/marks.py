"""What each visitor leaves that can be told from everything else, and finding it in bytes.

A word says whose it is and whether it may ever become public: `zqxju00017abcd` was typed in visit
17 and is for nobody, `zqxjs00017abcd` was sent. Whatever spelling is found, it names its visit.
"""

import re
from base64 import b64encode, urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Iterator
from dataclasses import dataclass, field
from random import Random
from string import ascii_lowercase

TAG = "zqxj"
WORD = re.compile(rb"zqxj[us]\d{5}[a-z]{4}")
UNSENT, SENT = "u", "s"
_BASE64 = re.compile(rb"[A-Za-z0-9+/_-]")
_STRETCH = 48


@dataclass
class Marks:
    """One visit: its words in their order; `sure` those that the tablet has taken.

    `who` is `(secret, ticket)`, once there is one; `supported` and `helped` are the ids of it.
    """

    number: int
    ending: str = ""
    sure: list[str] = field(default_factory=list)
    maybe: list[str] = field(default_factory=list)
    who: tuple[bytes, str] | None = None
    supported: list[str] = field(default_factory=list)
    helped: list[str] = field(default_factory=list)

    def word(self, kind: str, random: Random) -> str:
        """A new one."""
        tail = "".join(random.choices(ascii_lowercase, k=4))
        return f"{TAG}{kind}{self.number:05}{tail}"

    def spellings(self) -> Iterator[tuple[str, bytes]]:
        """What tells who it was: the ticket as shown and typed, the secret as it is written."""
        if self.who is None:
            return
        secret, ticket = self.who
        for text in (ticket, "-".join((ticket[:4], ticket[4:8], ticket[8:]))):
            yield "ticket", text.encode()
            yield "ticket", text.lower().encode()
        yield "ticket", _core(ticket.encode())
        yield "secret", secret
        yield "secret", secret.hex().encode()
        yield "secret", urlsafe_b64encode(secret).rstrip(b"=")
        yield "secret", b64encode(secret).rstrip(b"=")
        yield "secret", ",".join(map(str, secret)).encode()


def words_in(data: bytes) -> set[str]:
    """All words in some bytes: as UTF-8 (and so percent-encoded), UTF-16 of both kinds, base64."""
    found = set(WORD.findall(data)) | set(WORD.findall(data.replace(b"\0", b"")))
    for skipped, core in _CORES:
        for at in (hit.start() for hit in re.finditer(re.escape(core), data)):
            found |= set(WORD.findall(_decoded(data, at - skipped)))
    return {word.decode() for word in found}


def identities_in(data: bytes, visits: list[Marks]) -> set[str]:
    """Of which visits something says who it was: `ticket of 17`."""
    plain = data.replace(b"\0", b"")
    return {
        f"{what} of {marks.number}"
        for marks in visits
        for what, spelling in marks.spellings()
        if spelling in data or spelling in plain
    }


def _decoded(data: bytes, begins: int) -> bytes:
    stretch = data[max(begins, 0) : begins + _STRETCH]
    letters = b"".join(_BASE64.findall(stretch)).replace(b"+", b"-").replace(b"/", b"_")
    return urlsafe_b64decode(letters[: len(letters) // 4 * 4])


def _core(text: bytes) -> bytes:
    """Base64 of a text that begins a stretch, without what its neighbours decide."""
    return b64encode(text)[: len(text) * 8 // 6]


def _cores() -> Iterator[tuple[int, bytes]]:
    """How the tag looks in base64, by how much of a group stands before it."""
    for shift in range(3):
        first, last = -(-8 * shift // 6), 8 * (shift + len(TAG)) // 6
        yield first, b64encode(b"\0" * shift + TAG.encode())[first:last]


_CORES = tuple(_cores())
