"""What stands between phones and the server, and breaks one request or another."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager
from threading import get_ident
from typing import Any

from browsers import Browser, Request
from cast import SYNC
from database_trouble import Trouble
from flask import Flask
from interruptions import BEFORE_COMMIT, MOMENTS, Interruptions, Killed, disk_error
from processes import Processes

from app.db import db, now
from app.models import Session
from app.views.kiosk_token import SESSION_HEADER
from app.writing import writing

Answer = dict[str, Any]
Handled = tuple[Answer, list[str]]
LOST: Answer = {"lost": True}
KILLED: Answer = {"killed": True}
PULL = "/sync/pull"
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
    "no connections to write",
)
SERVER = {f"server killed {moment}": moment for moment in MOMENTS}
WRITES = (*COMMIT, *DATABASE, *SERVER)
"""What can only meet a request that writes: it waits for one."""
TRIES = 5
"""Requests that a fault of WRITES tries before it is given up, uncounted."""
MEANWHILE = ("hides", "moves", "changes a role")
"""What the town does before this request, between two pages of a pull perhaps."""
FAULTS = (*ON_THE_WAY, *WRITES, *MEANWHILE)
"""What can happen to a request; "" is nothing."""


class Between:
    """Hands requests to the server; `counted` says how often each fault has happened.

    `meanwhile`: what each of MEANWHILE does. `_due` are faults of WRITES, which are the server's:
    they wait for whoever writes next. The first has tried `_tries` requests.
    """

    def __init__(
        self,
        processes: Processes,
        trouble: Trouble,
        interruptions: Interruptions,
        counted: Counter[str],
    ) -> None:
        self.processes = processes
        self.counted = counted
        self.browsers: dict[str, Browser] = {}
        self.meanwhile: Mapping[str, Callable[[], object]] = {}
        self._trouble = trouble
        self._interruptions = interruptions
        self._due: list[str] = []
        self._tries = 0
        self._thread = get_ident()

    @property
    def apps(self) -> Sequence[Flask]:
        """One a process."""
        return self.processes.apps

    def kind(self, fault: str) -> str:
        """As what it is counted: not every fault can be on every database."""
        return self._trouble.kind(fault)

    def begins(self, names: tuple[str, ...]) -> None:
        """New browsers without cookies; the first process has the first turn."""
        self.processes.begin()
        self.browsers = {name: Browser() for name in names}
        self.calms()

    def calms(self) -> None:
        """What was to happen to a request does not happen any more."""
        for browser in self.browsers.values():
            browser.faults = []
        self._due, self._tries = [], 0

    def serve(self, request: Request) -> Answer:
        """Answer a phone's request, or do to it what is due."""
        browser = self.browsers[request["phone"]]
        self._due += browser.gives_up(WRITES)
        if self._due and self._may_break(request):
            return self._breaks(browser, request)
        fault = browser.next_fault()
        if fault:
            self.counted[fault] += 1
        if fault in GATES:
            return dict(GATES[fault])
        return self._broken(browser, request, fault)

    def answers(self, request: Request) -> Answer:
        """Answer a request to which nothing happens."""
        return self._answered(self.browsers[request["phone"]], request)

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

    def _may_break(self, request: Request) -> bool:
        """Whether it can write; what happens to a database happens to one request at a time."""
        may_write = request["method"] == "POST" and request["path"] != PULL
        return may_write and get_ident() == self._thread

    def _breaks(self, browser: Browser, request: Request) -> Answer:
        """It meets what waits for it, which is counted and over once that has really happened."""
        fault = self._due[0]
        app = self.processes.next()
        # What the test itself has read gives its connection back.
        db.session.rollback()
        with self._breaking(fault, app) as happened:
            try:
                answer = self._answered(browser, request, app)
            except Killed:
                answer = LOST
        if fault in SERVER and happened:
            self.processes.dies(app)
        self.counted[self.kind(fault)] += bool(happened)
        self._tries += 1
        if happened or self._tries == TRIES:
            self._due.pop(0)
            self._tries = 0
        return dict(answer)

    def _breaking(self, fault: str, app: Flask) -> AbstractContextManager[list[str]]:
        if fault in COMMIT:
            return self._interruptions.at(BEFORE_COMMIT, disk_error, COMMIT[fault])
        if fault in SERVER:
            return self._interruptions.at(SERVER[fault], Killed)
        return self._trouble.meets(fault, app)

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
        answer = self._answered(browser, request)
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
        app = app or self.processes.next()
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
