"""Clients that ask a server as fast as it answers, in a process of their own."""

import json
import re
import subprocess
import urllib.request
from base64 import urlsafe_b64encode
from dataclasses import asdict, dataclass, field
from pathlib import Path
from secrets import token_bytes
from typing import Any
from uuid import uuid4

from app.documents.table import SCHEMA
from app.models.resident import SECRET_BYTES
from app.sync.envelope import PROTOCOL

SCRIPT = Path(__file__).with_name("load.js")
SYNC = {
    "Content-Type": "application/json",
    "Sec-Fetch-Site": "same-origin",
    "Kokommune-Sync": "1",
}
PACKED = {"Accept-Encoding": "br"}
DETAILS = 12
"""How many projects a phone holds besides lists and what is its own."""


@dataclass(frozen=True)
class Person:
    """A guest with a session: the `Cookie` header, and who that is."""

    cookie: str
    actor: str


@dataclass(frozen=True)
class Job:
    """What is asked; placeholders and fields as load.js has them."""

    path: str = "/"
    method: str = "GET"
    headers: dict[str, str] = field(default_factory=dict)
    body: str = ""
    people: tuple[Person, ...] = ()
    expect: str = ""
    times: int = 1


@dataclass(frozen=True)
class Seen:
    """Requests a second, milliseconds of an answer, bytes of the last body, wrong answers."""

    rate: float
    p50: float
    p95: float
    bytes: int
    wrong: int
    example: str


HELLO = Job(expect="hello")


def load(port: int, job: Job, clients: int, seconds: float) -> Seen:
    """Let `clients` ask for some seconds; 0: each asks once."""
    said = asdict(job) | {"port": port, "clients": clients, "seconds": seconds}
    done = subprocess.run(
        ("node", str(SCRIPT)), input=json.dumps(said), capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return Seen(**json.loads(done.stdout))


def right(seen: Seen) -> Seen:
    """The same. Raises AssertionError where an answer was wrong."""
    assert not seen.wrong, f"{seen.wrong} wrong answers, such as {seen.example}"
    return seen


def page(path: str) -> Job:
    """A visitor without a session who asks for a page."""
    return Job(path, headers=PACKED, expect="</html>")


def empty_pull(port: int) -> Job:
    """A phone that has all of `public` asks for news."""
    return _asks_again(_read(port, ["public"])[0])


def pull_after_others(port: int) -> Job:
    """The same, after somebody has come to the town, which touches nothing of `public`."""
    body = _read(port, ["public"])[0]
    guests(port, 1)
    return _asks_again(body)


def phones_pull(port: int, person: Person, on: str) -> Job:
    """The phone of somebody who writes asks for news of all that it holds, and has everything."""
    return _asks_again(_read_details(port, person, on), person.cookie)


def quiet_pull(port: int, person: Person, writer: Person, on: str) -> Job:
    """The same, while somebody else has commented where it does not look."""
    body = _read_details(port, person, on)
    right(load(port, push((writer,), on, 1), 1, 0))
    return _asks_again(body, person.cookie)


def push(people: tuple[Person, ...], on: str, comments: int) -> Job:
    """Phones that send comments on a project, each time as somebody else."""
    command = {
        "id": "$id",
        "seq": 1,
        "name": "comment",
        "version": 1,
        "args": {"on": on, "body": "Ich bringe am Samstag eine Schubkarre mit."},
        "actor": "$actor",
        "client_time": "2026-06-01T12:00:00.000Z",
        "depends_on": [],
    }
    body = json.dumps({"protocol": PROTOCOL, "device": "bench", "commands": [command] * comments})
    headers = SYNC | PACKED | {"Cookie": "$cookie"}
    return Job("/sync/push", "POST", headers, body, people, '"status":"applied"', comments)


def filled(body: str, person: Person) -> str:
    """A body as load.js fills it in, for one request."""
    return re.sub(r"\$id", lambda _: str(uuid4()), body.replace("$actor", person.actor))


def guests(port: int, number: int) -> tuple[Person, ...]:
    """So many new guests."""
    return tuple(_guest(port) for _ in range(number))


def _guest(port: int) -> Person:
    secret = urlsafe_b64encode(token_bytes(SECRET_BYTES)).decode().rstrip("=")
    answer, cookies = _post(port, "/session/guest", {"secret": secret})
    return Person("; ".join(cookie.partition(";")[0] for cookie in cookies), answer["actor"])


def _read_details(port: int, person: Person, on: str) -> dict[str, Any]:
    keys = _read(port, ["public"])[1]
    others = [key for key in keys if key.startswith("project:") and key != f"project:{on}"]
    want = [f"me:{person.actor}", "town", "map", *others[:DETAILS]]
    return _read(port, want, person.cookie)[0]


def _read(port: int, want: list[str], cookie: str = "") -> tuple[dict[str, Any], list[str]]:
    """What a phone sends that has read all of these scopes, and the keys that it has read."""
    body: dict[str, Any] = {"schema": SCHEMA, "epoch": "", "have": {}, "want": want}
    keys: list[str] = []
    while True:
        answer = _post(port, "/sync/pull", body, cookie)[0]
        pages = answer["scopes"]
        keys += [document["key"] for page in pages.values() for document in page["put"]]
        have = {scope: page["to"] for scope, page in pages.items()}
        body |= {"epoch": answer["epoch"], "have": have}
        if not any(page["more"] for page in pages.values()):
            return body, keys


def _asks_again(body: dict[str, Any], cookie: str = "") -> Job:
    headers = SYNC | PACKED | ({"Cookie": cookie} if cookie else {})
    said = json.dumps({"protocol": PROTOCOL, "brief": True} | body)
    return Job("/sync/pull", "POST", headers, said, expect='"gone":[]')


def _post(
    port: int, path: str, body: dict[str, Any], cookie: str = ""
) -> tuple[dict[str, Any], list[str]]:
    request = urllib.request.Request(
        f"http://127.0.0.1:{port}{path}",
        json.dumps({"protocol": PROTOCOL} | body).encode(),
        SYNC | ({"Cookie": cookie} if cookie else {}),
        method="POST",
    )
    with urllib.request.urlopen(request, timeout=60) as answer:
        return json.load(answer), answer.headers.get_all("Set-Cookie") or []
