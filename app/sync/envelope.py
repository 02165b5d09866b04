"""The shape of what a phone sends. A broken one is refused before anything runs."""

import json
import re
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from ..commands import Command

PROTOCOL = 1
MOST_COMMANDS = 50
MOST_SCOPES = 200
MOST_DEPTH = 8
_NAME = re.compile(r"[a-z_]{1,40}")
_UNFIT = re.compile(r"[\0\ud800-\udfff]")
_SCOPE = re.compile(r"[a-z]{1,20}(:[0-9a-f-]{36})?")


class Broken(ValueError):
    """The envelope is no request of this protocol; the message says what is wrong."""


@dataclass(frozen=True)
class Pull:
    """What a phone has and wants: cursors (version, key) by scope.

    `lively`: it can begin `public` with a part of it. `differing`: how many scopes it has found
    to be something else than the town said, since it last told. `brief`: where nothing is new, it
    need not hear so of each scope, nor what that amounts to.
    """

    schema: int
    epoch: str
    have: dict[str, tuple[int, str]]
    want: tuple[str, ...]
    lively: bool = False
    differing: int = 0
    brief: bool = False


@dataclass(frozen=True)
class Push:
    """Commands in the order in which they were written, and the pull that goes with them."""

    commands: tuple[Command, ...]
    pull: Pull | None


def decode(raw: bytes) -> dict[str, Any]:
    """JSON as an object of limited depth. Raises Broken."""
    try:
        value = json.loads(raw.decode("utf-8"), parse_constant=_refuse)
    except (ValueError, RecursionError) as error:
        raise Broken("not JSON") from error
    if not isinstance(value, dict):
        raise Broken("not an object")
    if _may_be_broken(raw):
        _check(value, MOST_DEPTH)
    # In Python true is 1.
    if value.get("protocol") != PROTOCOL or value["protocol"] is True:
        raise Broken("unknown protocol")
    return value


def pull_of(value: Any) -> Pull:
    """Read the pull request. Raises Broken."""
    have = _object(value.get("have", {}), "have")
    want = value.get("want", [])
    if not isinstance(want, list) or len(want) > MOST_SCOPES or len(have) > MOST_SCOPES:
        raise Broken(f"want is a list of at most {MOST_SCOPES} scopes")
    if not all(_matches(_SCOPE, scope) for scope in [*want, *have]):
        raise Broken("a scope's name is malformed")
    return Pull(
        schema=_whole(value.get("schema"), "schema"),
        epoch=_text(value.get("epoch", ""), "epoch", 40),
        have={scope: _cursor(cursor) for scope, cursor in have.items()},
        want=tuple(dict.fromkeys(want)),
        lively=flag(value, "lively"),
        differing=min(_whole(value.get("differing", 0), "differing"), MOST_SCOPES),
        brief=flag(value, "brief"),
    )


def push_of(value: dict[str, Any]) -> Push:
    """Read the push request. Raises Broken."""
    commands = value.get("commands")
    if not isinstance(commands, list) or len(commands) > MOST_COMMANDS:
        raise Broken(f"commands is a list of at most {MOST_COMMANDS}")
    pull = value.get("pull")
    return Push(
        commands=tuple(command_of(_object(command, "command")) for command in commands),
        pull=None if pull is None else pull_of(_object(pull, "pull")),
    )


def command_of(value: dict[str, Any]) -> Command:
    """Read one command. Raises Broken."""
    name = value.get("name")
    if not _matches(_NAME, name):
        raise Broken("a command's name is malformed")
    args = _object(value.get("args"), "args")
    if len(args) > 50 or not all(isinstance(text, str) for text in args.values()):
        raise Broken("args is a flat object of strings")
    depends = value.get("depends_on", [])
    if not isinstance(depends, list) or len(depends) > MOST_COMMANDS:
        raise Broken("depends_on is a list of ids")
    return Command(
        id=_uuid(value.get("id")),
        name=str(name),
        version=_whole(value.get("version"), "version"),
        args=args,
        actor=_uuid(value.get("actor")),
        depends_on=tuple(_uuid(id) for id in depends),
    )


def flag(value: dict[str, Any], name: str) -> bool:
    """True or false; not there is false. Raises Broken."""
    said = value.get(name, False)
    if not isinstance(said, bool):
        raise Broken(f"{name} is true or false")
    return said


def clean(text: str) -> bool:
    """Whether databases can keep the text: no NUL, no lone surrogate."""
    return not _UNFIT.search(text)


def _refuse(_constant: str) -> None:
    raise Broken("not JSON")


def _may_be_broken(raw: bytes) -> bool:
    """Whether anything can be too deep, or a letter that only an escape can bring.

    A pull has neither, and to look at each of its texts takes longer than to answer it.
    """
    return b"\\u" in raw or raw.count(b"{") + raw.count(b"[") >= MOST_DEPTH


def _check(value: Any, depth: int) -> None:
    if depth == 0:
        raise Broken("too deep")
    if isinstance(value, str) and not clean(value):
        raise Broken("NUL or a lone surrogate in a text")
    if isinstance(value, dict):
        for name, inner in value.items():
            _check(name, depth - 1)
            _check(inner, depth - 1)
    if isinstance(value, list):
        for inner in value:
            _check(inner, depth - 1)


def _object(value: Any, name: str) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise Broken(f"{name} is an object")
    return value


def _text(value: Any, name: str, longest: int) -> str:
    if not isinstance(value, str) or len(value) > longest:
        raise Broken(f"{name} is a text")
    return value


def _whole(value: Any, name: str) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or not 0 <= value < 2**31:
        raise Broken(f"{name} is a whole number")
    return value


def _uuid(value: Any) -> UUID:
    try:
        return UUID(_text(value, "id", 36) if len(value) == 36 else "")
    except (ValueError, TypeError) as error:
        raise Broken("an id is no UUID") from error


def _matches(pattern: re.Pattern[str], value: Any) -> bool:
    return isinstance(value, str) and pattern.fullmatch(value) is not None


def _cursor(value: Any) -> tuple[int, str]:
    try:
        version, _, key = _text(value, "cursor", 120).partition(" ")
        return max(0, min(int(version, 10), 2**62)), key
    except ValueError as error:
        raise Broken("a cursor is malformed") from error
