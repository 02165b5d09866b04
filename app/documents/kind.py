"""The registry of document kinds."""

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from typing import Any

PUBLIC = "public"

Body = dict[str, Any]
Placed = tuple[str, str, Body]
"""A document in its place: (scope, key, body)."""
Build = Callable[[Collection[str]], Iterable[Placed]]


@dataclass(frozen=True)
class Kind:
    """A kind of document: `build(ids)` gives every place of those that exist, `ids()` names all."""

    name: str
    build: Build
    ids: Callable[[], Iterable[str]]


KINDS: dict[str, Kind] = {}


def kind(name: str, ids: Callable[[], Iterable[str]]) -> Callable[[Build], Build]:
    """Register the builder of a kind of document."""

    def register(build: Build) -> Build:
        KINDS[name] = Kind(name, build, ids)
        return build

    return register


def key(name: str, id: Any) -> str:
    """The key of a document: `project:0192…`; of the only one of its kind: `town`."""
    return f"{name}:{id}" if id else name


def kind_and_id(key: str) -> tuple[str, str]:
    """The two halves of a key."""
    name, _, id = key.partition(":")
    return name, id
