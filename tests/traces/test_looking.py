"""The search itself: it reads what Chromium packs, and knows a word in each spelling."""

from base64 import b64encode, urlsafe_b64encode
from pathlib import Path
from random import Random

import pytest
from marks import SENT, UNSENT, Marks, identities_in, words_in
from search import may_be
from unpacking import LOG_BLOCK, LOG_HEAD, log_records, unpacked, unsnappy

PACKED = b"\x09\x08abc\x09\x03"
"""abcabcabc in Snappy: three letters, and six from three back."""
WHO = (bytes(range(100, 116)), "0123456789AB")


def word(kind: str = UNSENT) -> str:
    return Marks(17).word(kind, Random(1))  # noqa: S311


@pytest.mark.parametrize("before", ["", "a", "ab", "abc"])
def test_a_word_is_found_in_each_spelling(before: str) -> None:
    text = f"{before}{word()} und mehr"
    spelled = [text.encode(name) for name in ("utf-8", "utf-16-le", "utf-16-be")]
    spelled += [b64encode(text.encode()), b"." + urlsafe_b64encode(text.encode())]
    for data in spelled:
        assert words_in(b"davor " + data + b" danach") == {word()}


def test_who_it_was_is_found_in_each_spelling() -> None:
    marks = Marks(17, who=WHO)
    for text in ("0123-4567-89AB", "0123456789ab", bytes(WHO[0]).hex(), "100,101,102,103,104"):
        whole = text if "," not in text else ",".join(map(str, WHO[0]))
        assert identities_in(f"<p>{whole}</p>".encode(), [marks]), text
        assert identities_in(whole.encode("utf-16-le"), [marks]), text
    assert identities_in(b"\xff" + WHO[0] + b"\xff", [marks]) == {"secret of 17"}
    assert not identities_in(b"0123-4567-89AC", [marks])


def test_what_was_sent_is_public_where_documents_are_and_once_it_has_arrived() -> None:
    sent, unsent = word(SENT), word()
    place = "indexeddb kokommune/documents"
    assert may_be(place, sent, {sent})
    assert not may_be(place, sent, set())
    assert not may_be(place, unsent, {unsent})
    for other in ("field", "indexeddb kokommune/drafts", "disk Default/Sessions/Session_1"):
        assert not may_be(other, sent, {sent}), other


def test_snappy() -> None:
    assert unsnappy(PACKED) == b"abcabcabc"
    assert unsnappy(PACKED[:5]) == b"abc"


def test_a_log_s_records_are_joined() -> None:
    size = LOG_BLOCK - LOG_HEAD
    halves = b"x" * (size - 4) + b"zqxj", b"u00017abcd"
    log = b"".join(bytes(4) + len(half).to_bytes(2, "little") + b"\1" + half for half in halves)
    assert log_records(log) == b"".join(halves)


def test_a_table_s_blocks_are_unpacked() -> None:
    data = PACKED + b"\1" + bytes(4)
    handle = bytes([0, len(PACKED)])
    index = bytes([0, 1, len(handle)]) + b"k" + handle + bytes(4) + (1).to_bytes(4, "little")
    footer = bytes([0, 0, len(data), len(index)]).ljust(48, b"\0")
    table = data + index + b"\0" + bytes(4) + footer
    assert b"abcabcabc" in list(unpacked(Path("1.ldb"), table))
