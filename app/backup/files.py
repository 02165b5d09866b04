"""The file of a backup: a ZIP with a page of facts and a member for each table."""

import hashlib
import json
import os
import zipfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from pathlib import Path

KIND = "kokommune-backup"
FORMAT = 1
FACTS = "facts.json"


class Broken(ValueError):
    """The file is no backup that can be taken in; the message says why."""


@dataclass
class Facts:
    """What a backup says of itself: database revision, when, epoch, and what each table has."""

    revision: str
    made: str
    epoch: str
    kind: str = KIND
    format: int = FORMAT
    tables: dict[str, dict[str, str | int]] = field(default_factory=dict)


class Writer:
    """Puts tables into a backup."""

    def __init__(self, archive: zipfile.ZipFile, facts: Facts) -> None:
        self._archive, self._facts = archive, facts

    def table(self, name: str, lines: Iterable[bytes]) -> int:
        """Write a table's lines; returns how many they were."""
        digest, count = hashlib.sha256(), 0
        with self._archive.open(f"{name}.jsonl", "w", force_zip64=True) as member:
            for line in lines:
                member.write(line)
                digest.update(line)
                count += 1
        self._facts.tables[name] = {"rows": count, "sha256": digest.hexdigest()}
        return count


@contextmanager
def writing_to(path: Path, facts: Facts) -> Iterator[Writer]:
    """A backup at `path`, readable by its owner alone; there is a whole one or none."""
    part = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        with open(os.open(part, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600), "w+b") as file:
            with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
                yield Writer(archive, facts)
                archive.writestr(FACTS, json.dumps(asdict(facts), indent=1))
            file.flush()
            os.fsync(file.fileno())
        part.rename(path)
    finally:
        part.unlink(missing_ok=True)


class Reader:
    """Reads a backup whose tables are all as its facts say. Raises Broken otherwise."""

    def __init__(self, archive: zipfile.ZipFile) -> None:
        self._archive = archive
        self.facts = _facts(archive)
        for name, said in self.facts.tables.items():
            digest = hashlib.sha256()
            for line in self.lines(name):
                digest.update(line)
            if digest.hexdigest() != said["sha256"]:
                raise Broken(f"the table {name} is damaged")

    def lines(self, name: str) -> Iterator[bytes]:
        """A table's lines."""
        try:
            with self._archive.open(f"{name}.jsonl") as member:
                yield from member
        except (KeyError, zipfile.BadZipFile, EOFError, OSError) as error:
            raise Broken(f"the table {name} is missing or damaged") from error


@contextmanager
def reading_from(path: Path) -> Iterator[Reader]:
    """The backup at `path`. Raises Broken."""
    try:
        with zipfile.ZipFile(path) as archive:
            yield Reader(archive)
    except zipfile.BadZipFile as error:
        raise Broken("it is no ZIP file, or only a part of one") from error


def _facts(archive: zipfile.ZipFile) -> Facts:
    try:
        said = json.loads(archive.read(FACTS))
        if said["kind"] != KIND:
            raise Broken("it is no backup of Kokommune")
        if said["format"] != FORMAT:
            raise Broken("it was made by a newer version of Kokommune")
        return Facts(**said)
    except Broken:
        raise
    except (KeyError, TypeError, ValueError) as error:
        raise Broken("it is no backup of Kokommune") from error
