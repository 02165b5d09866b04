"""What stands between phones and the server, and breaks one request or another."""

from collections import Counter
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.cookies import SimpleCookie
from typing import Any

from cast import SYNC
from flask import Flask
from sqlalchemy.exc import OperationalError

from app.db import db, now
from app.models import Session
from app.sync import push
from app.views.actor import COOKIE
from app.writing import writing

Request = dict[str, Any]
Answer = dict[str, Any]
LOST: Answer = {"lost": True}
KILLED: Answer = {"killed": True}
PAGE = {"Content-Type": "text/html; charset=utf-8"}
FAULTS = (
    "request lost",
    "answer lost",
    "repeated",
    "late",
    "portal",
    "gateway",
    "truncated",
    "refused",
    "expired",
    "deadlock",
    "busy",
    "killed before",
    "killed after",
)
"""What can happen to a request; "" is nothing."""
ONCE, ALWAYS = 1, 1000


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
    """Hands requests to the app; `counted` says how often each fault has happened."""

    def __init__(self, app: Flask, counted: Counter[str]) -> None:
        self.app = app
        self.counted = counted
        self.browsers: dict[str, Browser] = {}
        self._failures = 0

    def begins(self, names: tuple[str, ...]) -> None:
        """New browsers without cookies."""
        self.browsers = {name: Browser() for name in names}

    def serve(self, request: Request) -> Answer:
        """Answer a phone's request, or do to it what is due."""
        browser = self.browsers[request["phone"]]
        fault = browser.faults.pop(0) if browser.faults else ""
        if fault:
            self.counted[fault] += 1
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
                raise OperationalError("COMMIT", {}, Exception("deadlock detected"))

    def _broken(self, browser: Browser, request: Request, fault: str) -> Answer:
        match fault:
            case "request lost":
                return LOST
            case "late":
                browser.late.append((request, dict(browser.cookies)))
                return LOST
            case "portal":
                return {"status": 200, "headers": PAGE, "body": "<h1>Willkommen im Zug</h1>"}
            case "gateway":
                return {"status": 502, "headers": PAGE, "body": "<h1>Bad Gateway</h1>"}
            case "refused":
                sync = {"Content-Type": "application/json", "Kokommune-Sync": "1"}
                return {"status": 429, "headers": sync, "body": '{"code": "too_many"}'}
            case "killed before":
                return KILLED
            case "expired":
                self.expires(request["phone"])
            case "deadlock" | "busy":
                self._failures = ONCE if fault == "deadlock" else ALWAYS
            case "repeated":
                browser.takes(self._handled(request, browser.cookies)[1])
        answer, cookies = self._handled(request, dict(browser.cookies))
        self._failures = 0
        if fault == "answer lost":
            return LOST
        browser.takes(cookies)
        if fault == "truncated":
            answer["body"] = answer["body"][: len(answer["body"]) // 2]
        return KILLED if fault == "killed after" else answer

    def _handled(self, request: Request, cookies: dict[str, str]) -> tuple[Answer, list[str]]:
        headers = SYNC | {"Content-Type": "application/json"}
        headers["Cookie"] = "; ".join(f"{name}={value}" for name, value in cookies.items())
        client = self.app.test_client(use_cookies=False)
        answer = client.post(request["path"], data=request["body"], headers=headers)
        wanted = ("Content-Type", "Kokommune-Sync")
        kept = {name: answer.headers[name] for name in wanted if name in answer.headers}
        said = {"status": answer.status_code, "headers": kept, "body": answer.text}
        return said, answer.headers.getlist("Set-Cookie")


def installed(patch: Any, between: Between) -> None:
    """From now on the pushes of this process can fail as databases do."""
    patch.setattr(push, "writing", between.writing)
