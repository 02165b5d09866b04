"""What Chromium packs on the disk, unpacked: LevelDB's logs and tables, values, cached answers."""

import zlib
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import brotli

LOG_BLOCK, LOG_HEAD = 32 * 1024, 7
FOOTER, TRAILER = 48, 5
PLAIN, SNAPPY = 0, 1
PACKED_VALUE = b"\xff\x11\x02"
"""Before a value of IndexedDB that is packed with Snappy."""
CACHED = bytes.fromhex("305c72a71b6dfbfc")
CACHED_HEAD = 24


def unpacked(path: Path, data: bytes) -> Iterator[bytes]:
    """A file as it is, and what is packed in it."""
    yield data
    parts: list[bytes] = []
    if path.suffix == ".log":
        parts.append(log_records(data))
    elif path.suffix in (".ldb", ".sst"):
        parts.extend(table_blocks(data))
    elif data.startswith(CACHED):
        parts.extend(_cached(data))
    for part in parts:
        yield part
        yield from _values(part)


def log_records(data: bytes) -> bytes:
    """The records of a LevelDB log without the heads that cut them."""
    parts = []
    for begins in range(0, len(data), LOG_BLOCK):
        block, at = data[begins : begins + LOG_BLOCK], 0
        while at + LOG_HEAD < len(block):
            size = int.from_bytes(block[at + 4 : at + 6], "little")
            parts.append(block[at + LOG_HEAD : at + LOG_HEAD + size])
            at += LOG_HEAD + size
    return b"".join(parts)


def table_blocks(data: bytes) -> Iterator[bytes]:
    """The blocks of a LevelDB table."""
    footer = data[-FOOTER:]
    _, at = _varint(footer, 0)
    _, at = _varint(footer, at)
    offset, at = _varint(footer, at)
    size, _ = _varint(footer, at)
    index = _block(data, offset, size)
    ends = len(index) - 4 - 4 * int.from_bytes(index[-4:], "little")
    at = 0
    while at < ends:
        _, at = _varint(index, at)
        key, at = _varint(index, at)
        length, at = _varint(index, at)
        offset, size_at = _varint(index, at + key)
        yield _block(data, offset, _varint(index, size_at)[0])
        at += key + length


def unsnappy(data: bytes) -> bytes:
    """Raw Snappy; what can be read of it where it breaks off."""
    length, at = _varint(data, 0)
    out = bytearray()
    with suppress(IndexError):
        while len(out) < length:
            at = _element(data, at, out)
    return bytes(out)


def _block(data: bytes, offset: int, size: int) -> bytes:
    packing, content = data[offset + size], data[offset : offset + size]
    assert packing in (PLAIN, SNAPPY), f"a block is packed in the way {packing}"
    return unsnappy(content) if packing == SNAPPY else content


def _values(data: bytes) -> Iterator[bytes]:
    at = data.find(PACKED_VALUE)
    while at >= 0:
        yield unsnappy(data[at + len(PACKED_VALUE) :])
        at = data.find(PACKED_VALUE, at + 1)


def _cached(data: bytes) -> Iterator[bytes]:
    key = int.from_bytes(data[12:16], "little")
    body = data[CACHED_HEAD + key :]
    with suppress(brotli.error):
        yield brotli.Decompressor().process(body)
    if body.startswith(b"\x1f\x8b"):
        yield zlib.decompressobj(wbits=31).decompress(body)


def _element(data: bytes, at: int, out: bytearray) -> int:
    tag = data[at]
    kind, at = tag & 3, at + 1
    if kind == 0:
        length = tag >> 2
        if length >= 60:
            more = length - 59
            length = int.from_bytes(data[at : at + more], "little")
            at += more
        out += data[at : at + length + 1]
        return at + length + 1
    if kind == 1:
        length, back, at = (tag >> 2 & 7) + 4, (tag >> 5 << 8) | data[at], at + 1
    else:
        size = 2 if kind == 2 else 4
        length, back = (tag >> 2) + 1, int.from_bytes(data[at : at + size], "little")
        at += size
    for _ in range(length):
        out.append(out[-back])
    return at


def _varint(data: bytes, at: int) -> tuple[int, int]:
    value = shift = 0
    while True:
        byte = data[at]
        value |= (byte & 0x7F) << shift
        at, shift = at + 1, shift + 7
        if byte < 0x80:
            return value, at
