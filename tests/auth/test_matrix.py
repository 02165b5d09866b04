"""Who x object x route and command, made from the tables: may, or may not, and nothing leaks.

Rows are read from `app.url_map`, COMMANDS and RIGHTS: what is added there is tried here.
"""

import re
import shutil
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from cast import SAME_ORIGIN, Browser, Cast, Person
from crowd import DEVICE, HELPER, HIDDEN, MARKS, MODERATORS, OWN, REPORTED, TIMES, Crowd
from signed_in import proves
from sqlalchemy import func, select
from uuid6 import uuid7
from werkzeug.routing import Rule
from wtforms import Field

from app import create_app
from app.commands import COMMANDS, Command, execute
from app.commands.fields import (
    ChoiceField,
    CountField,
    IdField,
    LocalTimeField,
    MomentField,
    PlaceField,
    RoleField,
)
from app.db import db
from app.models import (
    Comment,
    Credential,
    Neighbourhood,
    Project,
    Proposal,
    Resident,
    Session,
    Shift,
)
from app.rights import RIGHTS, may
from app.writing import Writing, writing

DENIED = {"not_allowed", "not_yours", "own_thing"}
UNREACHABLE = DENIED | {"hidden", "gone", "not_found", "invalid", "verify_first"}
NOBODY = ("nobody", "ended")
CONTRIBUTIONS = (Project, Proposal, Comment)
THINGS: dict[str, tuple[type[Any], ...]] = {
    "author": CONTRIBUTIONS,
    "facilitator": CONTRIBUTIONS,
    "carrier": (Project, Shift),
    "self": (Credential, Resident),
}
"""What a right by this word is about."""


@pytest.fixture(scope="module")
def crowd(instance: Path, sqlite_template: Path, tmp_path_factory: Any) -> Iterator[Crowd]:
    """One town for all cases: what they do is undone."""
    path = tmp_path_factory.mktemp("matrix") / "town.db"
    shutil.copy(sqlite_template, path)
    app = create_app(
        {
            "TESTING": True,
            "SQLALCHEMY_DATABASE_URI": f"sqlite:///{path}",
            "INSTANCE": instance,
            "SERVER_NAME": "localhost",
        }
    )
    app.test_client_class = Browser
    with app.app_context():
        yield Crowd.of(Cast.on_stage(app))
        db.session.remove()
        db.engine.dispose()


ABOUT_ONESELF = ("close_account", "leave_behind")
"""They name no row: one's own account, and a guest who is nobody's."""


class Undone(Exception):
    """Ends a transaction of which nothing is to be left."""


def value(field: Field, target: UUID) -> str:
    """Something valid for a field; wherever an id can stand, the one that is tried."""
    match field:
        case IdField() | PlaceField():
            return str(target)
        case RoleField():
            return "politics"
        case ChoiceField():
            return str(field._choices[0])
        case CountField():
            return "1"
        case LocalTimeField():
            return TIMES[field.name]
        case MomentField():
            return ""
    return {"colour": "#14513c", "language": "de", "topic": "gruen", "point": ""}.get(
        field.name, "Text"
    )


def rows() -> dict[UUID, Any]:
    """Everything that has an id, by it."""
    models = (*CONTRIBUTIONS, Shift, Credential, Resident, Neighbourhood)
    found = {row.id: row for model in models for row in db.session.scalars(select(model))}
    sessions = db.session.scalars(select(Session).where(Session.device == DEVICE))
    return found | {session.id: session for session in sessions}


def outcome(name: str, person: Person, target: UUID, write: Writing) -> tuple[str, str]:
    spec = COMMANDS[name]
    form: Any = spec.form(formdata=None)
    args = {field.name: value(field, target) for field in form}
    with db.session.begin_nested() as savepoint:
        command = Command(uuid7(), name, spec.version, args, person.id)
        found = execute(command, person.id, write, token=person.token)
        savepoint.rollback()
    return found.status, found.code


def judge(name: str, reader: Resident, thing: Any, status: str, code: str) -> None:
    """Table and models agree."""
    right = RIGHTS[name]
    if not may(reader, name):
        assert (status, code) == ("rejected", "not_allowed")
        return
    if name in ABOUT_ONESELF:
        return
    kinds = {kind for who in (*right.who, *right.never) for kind in THINGS.get(who, ())}
    if not isinstance(thing, tuple(kinds)):
        return
    if may(reader, name, thing):
        assert code not in DENIED
    else:
        assert (status, code in UNREACHABLE) == ("rejected", True), code


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_of_everybody_on_everything(crowd: Crowd, name: str) -> None:
    targets = [*crowd.things.values(), crowd.people["politics"].id]
    tried = 0
    for who, person in crowd.people.items():
        # Who is to show a passkey first, as with a session that ended, is not told about things.
        proves(person)
        with suppress(Undone), writing() as write:
            reader, found = db.session.get_one(Resident, person.id), rows()
            for target in targets:
                status, code = outcome(name, person, target, write)
                assert status not in ("quarantined", "retry"), (who, target)
                judge(name, reader, found.get(target), status, code)
                tried += 1
            raise Undone
    assert tried == len(crowd.people) * len(targets) >= 11 * 13


def test_forms_of_nobody_make_no_guest_for_what_guests_may_not(crowd: Crowd) -> None:
    before = db.session.scalar(select(func.count()).select_from(Resident))
    theirs = [name for name, right in RIGHTS.items() if right.who != ("anyone",)]
    tried = [name for name in theirs if name in COMMANDS]
    for name in tried:
        for who in NOBODY:
            args = {"comment": str(crowd.things["comment"])}
            answer = crowd.client(who).post(f"/commands/{name}", data=args, headers=SAME_ORIGIN)
            assert answer.status_code in (401, 403), (name, who)
    db.session.rollback()
    assert db.session.scalar(select(func.count()).select_from(Resident)) == before
    assert len(tried) >= 16


def paths(rule: Rule, crowd: Crowd) -> Iterator[str]:
    """The addresses of a rule, with every id that somebody could name."""
    if "<uuid:" in rule.rule:
        for id in (*crowd.things.values(), crowd.people["politics"].id):
            yield re.sub("<[^>]*>", str(id), rule.rule)
    else:
        yield re.sub("<[^>]*>", "x", rule.rule)


def seen_by(who: str, mark: str, path: str) -> bool:
    """Whether somebody may read this there."""
    if mark in (REPORTED, HIDDEN):
        return who in MODERATORS and path == "/admin/reports"
    owner = "helper" if mark == HELPER else "author"
    return who == owner and path.startswith(
        ("/mine", "/account", "me:", *(["/"] * (mark == HELPER)))
    )


def test_every_route_of_everybody_with_every_id(crowd: Crowd) -> None:
    app, tried, shown = crowd.cast.app, 0, set()
    rules = [rule for rule in app.url_map.iter_rules() if "GET" in (rule.methods or ())]
    for who in ("nobody", *crowd.people):
        client = crowd.client(who)
        reader = None if who in NOBODY else crowd.people[who].id
        for rule in rules:
            verb = vars(app.view_functions[rule.endpoint]).get("verb")
            for path in paths(rule, crowd):
                answer = client.get(path)
                tried += 1
                assert answer.status_code in (200, 401, 403, 404), (who, path)
                if verb:
                    resident = reader and db.session.get(Resident, reader)
                    allowed = bool(resident and may(resident, verb))
                    assert answer.status_code == (200 if allowed else 403), (who, path)
                    assert answer.headers["Cache-Control"] == "no-store"
                assert verb is None or path.startswith("/admin")
                for mark in MARKS:
                    if mark in answer.text:
                        assert seen_by(who, mark, path), (who, mark, path)
                        shown.add(mark)
        db.session.rollback()
    assert {REPORTED, HIDDEN} <= shown
    assert tried == (len(crowd.people) + 1) * sum(len([*paths(rule, crowd)]) for rule in rules)
    assert tried >= 12 * 60


def test_staff_pages_are_known_by_what_they_ask_for(crowd: Crowd) -> None:
    for rule in crowd.cast.app.url_map.iter_rules():
        view = crowd.cast.app.view_functions[rule.endpoint]
        assert ("verb" in vars(view)) == rule.rule.startswith("/admin"), rule


def test_every_write_comes_from_our_own_pages(crowd: Crowd) -> None:
    rules = [rule for rule in crowd.cast.app.url_map.iter_rules() if "POST" in (rule.methods or ())]
    for rule in rules:
        path = re.sub("<[^>]*>", "comment", rule.rule)
        for headers in ({}, {"Sec-Fetch-Site": "cross-site"}, {"Origin": "https://x.example"}):
            answer = crowd.client("administrator").post(path, headers=headers)
            assert answer.status_code == 403, (path, headers)
    assert len(rules) >= 7


def test_pulls_of_everybody_with_every_scope(crowd: Crowd) -> None:
    nouns = ("project", "proposal", "neighbourhood", "me", "session", "role")
    ids = [*crowd.things.values(), *(person.id for person in crowd.people.values())]
    scopes = ["public", "town", "map", *(f"{noun}:{id}" for noun in nouns for id in ids)]
    shown = set()
    for who, person in crowd.people.items():
        for start in range(0, len(scopes), 100):
            answer = person.pulls(*scopes[start : start + 100])
            for scope, page in answer["scopes"].items():
                assert who not in NOBODY or not scope.startswith("me:")
                assert not scope.startswith("me:") or scope == f"me:{person.id}"
                found = {mark for mark in MARKS if mark in str(page)}
                own = (HELPER,) if who == "helper" else OWN if who == "author" else ()
                assert found <= (set(own) if scope.startswith("me:") else set()), (who, scope)
                shown |= found
    assert shown == {HELPER, *OWN}
    assert len(scopes) * len(crowd.people) >= 11 * 100
