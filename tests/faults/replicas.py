"""What phones hold: no more and no less than their readers would be told now."""

import json
from typing import Any
from uuid import UUID

from broken import promised
from cast import Person
from drive import Drive
from phone import Phone
from reached import check_reached, read

PAGE = 150
"""Scopes asked for at once; a pull takes at most 200."""


def observe(drive: Drive, phone: str) -> None:
    """After each step: cursors went on and are kept, nobody else's own documents are here."""
    stored = drive.stored(phone)
    cursors = {one["scope"]: one["cursor"] for one in stored["cursors"] if one["held"]}
    epoch = next((one["epoch"] for one in stored["state"]), "")
    before, known = drive.cursors.get(phone, ("", {}))
    for scope in known.keys() & cursors.keys() if before == epoch else ():
        went_on = read(cursors[scope]) >= read(known[scope])
        promised(went_on, "wrong", f"{phone} {scope}: {known[scope]} -> {cursors[scope]}")
    drive.cursors[phone] = epoch, cursors
    me = _setting(stored, "me")
    if phone in drive.readers.at:
        drive.readers.check(phone, me)
    mine = f"me:{me}"
    held = {one["scope"] for one in (*stored["cursors"], *stored["documents"])}
    others = {scope for scope in held if scope.startswith("me:")} - {mine}
    promised(not others, "leaked", f"{phone} of {mine} holds {others}")
    check_reached(drive, phone, stored)


def check_replicas(drive: Drive, phone: str, *, as_nobody: bool = False) -> None:
    """Each scope that is held equals a fresh pull with the phone's cookie, or without any."""
    stored = drive.stored(phone)
    documents = {one["scope"]: one["docs"] for one in stored["documents"]}
    held = [one["scope"] for one in stored["cursors"] if one["held"]]
    promised(documents.keys() == set(held), "wrong", f"{phone}: cursors and documents differ")
    cookies = {} if as_nobody else drive.between.browsers[phone].cookies
    fresh = _fresh(drive, cookies, held)
    session = _setting(stored, "session") or {"session": ""}
    for scope in _must_be_held(session, as_nobody=as_nobody):
        promised(scope in held, "wrong", f"{phone} holds no {scope}: {held}")
    for scope, docs in documents.items():
        if scope not in fresh:
            # An expired session takes nothing away, and tells nothing new.
            asleep = scope.startswith("me:") and session["session"] != "active"
            promised(asleep, "leaked", f"{phone} holds {scope}")
        else:
            different = _difference(docs, fresh[scope])
            told = f"{phone} {scope} (has, should have): {different}"
            promised(not different, "wrong", told)


def _must_be_held(session: dict[str, str], *, as_nobody: bool) -> list[str]:
    """What each phone was told, whatever else it asks for."""
    is_somebody = session["session"] == "active" and not as_nobody
    return ["public", "town", *([f"me:{session['actor']}"] if is_somebody else [])]


def _fresh(drive: Drive, cookies: dict[str, str], scopes: list[str]) -> dict[str, dict[str, Any]]:
    client = drive.cast.app.test_client()
    for name, value in cookies.items():
        client.set_cookie(name, value, domain="localhost")
    found: dict[str, dict[str, Any]] = {}
    for start in range(0, len(scopes), PAGE):
        reader = Phone(Person(UUID(int=0), client), *scopes[start : start + PAGE]).pulls()
        found |= {scope: reader.bodies[scope] for scope in reader.have}
    return found


def _setting(stored: dict[str, Any], name: str) -> Any:
    return next((one["value"] for one in stored["settings"] if one["name"] == name), "")


def _difference(has: dict[str, Any], should: dict[str, Any]) -> dict[str, tuple[str, str]]:
    """Some documents that differ; as text, since to Python 1 is True and 1.0."""
    texts = {key: (_text(has.get(key)), _text(should.get(key))) for key in has.keys() | should}
    different = sorted(key for key, (here, there) in texts.items() if here != there)
    return {key: texts[key] for key in different[:3]}


def _text(body: Any) -> str:
    return json.dumps(body, sort_keys=True)
