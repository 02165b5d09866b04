"""Reading a file that people made: UTF-8, of a bearable size."""

from pathlib import Path

from .errors import BrokenFile

LARGEST = 200 * 1024 * 1024
SIGNATURES = {
    b"PK\x03\x04": "a ZIP file or an Excel sheet",
    b"\xd0\xcf\x11\xe0": "an old Excel sheet",
    b"%PDF": "a PDF",
    b"\x1f\x8b": "a gzip file",
    b"\xff\xfe": "text in UTF-16",
    b"\xfe\xff": "text in UTF-16",
}


def read_text(path: Path) -> str:
    """The file's text without a byte order mark. Raises BrokenFile where it is no UTF-8 text."""
    if path.stat().st_size > LARGEST:
        raise BrokenFile(f"{path.name} is larger than {LARGEST // 1024**2} MB.")
    data = path.read_bytes()
    for signature, what in SIGNATURES.items():
        if data.startswith(signature):
            raise BrokenFile(f"{path.name} is {what}; it has to be text in UTF-8.")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line, column = _place(data, error.start)
        raise BrokenFile(
            f"{path.name} is not UTF-8: line {line}, byte {column} is 0x{data[error.start]:02x}. "
            "Save it as UTF-8 and try again."
        ) from None
    if not text.strip():
        raise BrokenFile(f"{path.name} is empty.")
    return text


def _place(data: bytes, position: int) -> tuple[int, int]:
    before = data[:position]
    return before.count(b"\n") + 1, position - before.rfind(b"\n")
