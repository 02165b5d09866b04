"""What stands between phones and the server, and breaks one request or another."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.cookies import SimpleCookie
from itertools import count
from typing import Any

from cast import SYNC
from database_trouble import Trouble
from flask import Flask
from sqlalchemy.exc import OperationalError

from app.db import db, now
from app.models import Session
from app.sync import jointly, push
from app.views.actor import COOKIE
from app.views.kiosk_token import SESSION_HEADER
from app.writing import writing

Request = dict[str, Any]
Answer = dict[str, Any]
Handled = tuple[Answer, list[str]]
LOST: Answer = {"lost": True}
KILLED: Answer = {"killed": True}
PAGE = {"Content-Type": "text/html; charset=utf-8"}
OURS = {"Content-Type": "application/json", "Kokommune-Sync": "1"}
GATES: dict[str, Answer] = {
    "portal": {"status": 200, "headers": PAGE, "body": "<h1>Willkommen im Zug</h1>"},
    "forbidden": {"status": 403, "headers": PAGE, "body": "<h1>Forbidden</h1>"},
    "gateway": {"status": 502, "headers": PAGE, "body": "<h1>Bad Gateway</h1>"},
    "refused": {"status": 429, "headers": OURS, "body": '{"code": "too_many"}'},
    "unauthorised": {"status": 401, "headers": OURS, "body": '{"code": "signed_out"}'},
}
"""Who answers in the server's place."""
SLOW, TOO_SLOW = 9_000, 20_000
"""Milliseconds; a phone waits 15,000."""
ARRIVES: dict[str, Answer] = {
    "slow": {"takes": SLOW},
    "too slow": {"takes": TOO_SLOW},
    "stalls": {"stalls": TOO_SLOW},
    "cut off": {"cut": True},
}
"""How the server's answer comes to the phone, as connection.js has it."""
ON_THE_WAY = (
    "request lost",
    "answer lost",
    "repeated",
    "twice at once",
    "late",
    "truncated",
    "expired",
    "killed before",
    "killed after",
    *ARRIVES,
    *GATES,
)
COMMIT = {"commit fails once": 1, "commit fails": 1000}
DATABASE = (
    "locked",
    "locked for a moment",
    "deadlock",
    "serialization",
    "breaks off",
    "no connections",
)
MEANWHILE = ("hides", "moves", "changes a role")
"""What the town does before this request, between two pages of a pull perhaps."""
FAULTS = (*ON_THE_WAY, *COMMIT, *DATABASE, *MEANWHILE)
"""What can happen to a request; "" is nothing."""


@dataclass
class Browser:
    """A phone's cookies, what goes wrong with its next requests, and what is on its way."""

    cookies: dict[str, str] = field(default_factory=dict)
    faults: list[str] = field(default_factory=list)
    late: list[tuple[Request, dict[str, str]]] = field(default_factory=list)

    @property
    def token(self) -> str:
        return self.cookies.get(COOKIE, "")

    def takes(self, headers: list[str]) -> None:
        """Keep the cookies of an answer that has arrived."""
        for header in headers:
            for name, cookie in SimpleCookie(header).items():
                self.cookies[name] = cookie.value
                if cookie["max-age"] == "0" or not cookie.value:
                    del self.cookies[name]


class Between:
    """Hands requests to the server; `counted` says how often each fault has happened.

    `apps`: its processes, which take turns; `trouble` is the first one's. `meanwhile`: what each
    of MEANWHILE does.
    """

    def __init__(self, apps: Sequence[Flask], trouble: Trouble, counted: Counter[str]) -> None:
        self.apps = apps
        self.trouble = trouble
        self.counted = counted
        self.browsers: dict[str, Browser] = {}
        self.meanwhile: Mapping[str, Callable[[], object]] = {}
        self._failures = 0
        self._turns = count()

    def begins(self, names: tuple[str, ...]) -> None:
        """New browsers without cookies; the first process has the first turn."""
        self._turns = count()
        self.browsers = {name: Browser() for name in names}

    def serve(self, request: Request) -> Answer:
        """Answer a phone's request, or do to it what is due."""
        browser = self.browsers[request["phone"]]
        fault = browser.faults.pop(0) if browser.faults else ""
        if fault:
            self.counted[fault] += 1
        if fault in GATES:
            return dict(GATES[fault])
        if fault in DATABASE:
            # What the test itself has read gives its connection back.
            db.session.rollback()
            with self.trouble[fault]:
                return self._answered(browser, request, self.apps[0])
        return self._broken(browser, request, fault)

    def arrive(self, name: str) -> None:
        """What was late comes to the server after all; its sender has long stopped listening."""
        browser = self.browsers[name]
        while browser.late:
            self._handled(*browser.late.pop(0))

    def expires(self, name: str) -> None:
        """The session of a phone's cookie is over."""
        with writing():
            session = Session.of(self.browsers[name].token)
            if session:
                session.ended = now()

    @contextmanager
    def writing(self) -> Any:
        """`writing()`, which fails at its end as often as it was told."""
        with writing() as write:
            yield write
            if self._failures:
                self._failures -= 1
                db.session.flush()
                raise OperationalError("COMMIT", {}, Exception("disk I/O error"))

    def _broken(self, browser: Browser, request: Request, fault: str) -> Answer:
        match fault:
            case "request lost":
                return LOST
            case "late":
                browser.late.append((request, dict(browser.cookies)))
                return LOST
            case "killed before":
                return KILLED
            case "expired":
                self.expires(request["phone"])
            case "repeated":
                browser.takes(self._handled(request, browser.cookies)[1])
            case "twice at once":
                return self._twice(browser, request)
            case "answer lost":
                self._handled(request, browser.cookies)
                return LOST
            case "too slow":
                # Its cookies come with it.
                return self._handled(request, browser.cookies)[0] | ARRIVES[fault]
        if fault in MEANWHILE:
            self.meanwhile[fault]()
        self._failures = COMMIT.get(fault, 0)
        answer = self._answered(browser, request)
        self._failures = 0
        if fault == "truncated":
            answer["body"] = answer["body"][: len(answer["body"]) // 2]
        return KILLED if fault == "killed after" else answer | ARRIVES.get(fault, {})

    def _twice(self, browser: Browser, request: Request) -> Answer:
        """Two of it are at the server at the same time; the phone hears one of them."""
        with ThreadPoolExecutor(2) as pool:
            cookies = dict(browser.cookies)
            first, second = pool.map(lambda _: self._handled(request, cookies), range(2))
        browser.takes(first[1])
        browser.takes(second[1])
        return second[0]

    def _answered(self, browser: Browser, request: Request, app: Flask | None = None) -> Answer:
        answer, cookies = self._handled(request, dict(browser.cookies), app)
        browser.takes(cookies)
        return answer

    def _handled(
        self, request: Request, cookies: dict[str, str], app: Flask | None = None
    ) -> Handled:
        app = app or self.apps[next(self._turns) % len(self.apps)]
        headers = SYNC | {"Content-Type": "application/json"}
        if request.get("session"):
            headers[SESSION_HEADER] = request["session"]
        headers["Cookie"] = "; ".join(f"{name}={value}" for name, value in cookies.items())
        client = app.test_client(use_cookies=False)
        asked = {"method": request["method"], "data": request["body"], "headers": headers}
        answer = client.open(request["path"], **asked)
        wanted = ("Content-Type", "Kokommune-Sync")
        kept = {name: answer.headers[name] for name in wanted if name in answer.headers}
        said = {"status": answer.status_code, "headers": kept, "body": answer.text}
        return said, answer.headers.getlist("Set-Cookie")


def installed(patch: Any, between: Between) -> None:
    """From now on the pushes of this process can fail as databases do."""
    for module in (jointly, push):
        patch.setattr(module, "writing", between.writing)
