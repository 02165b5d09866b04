"""A push got no answer: the tablet seals the same command in the end. It happens once."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from typing import Any

import pytest
from cast import SYNC, Cast, Person
from signed_in import offered
from sqlalchemy import select
from tablet import COOKIE, SESSION, Json, Tablet, Visit, rows

from app.commands import COMMANDS
from app.db import db
from app.models import Clock, Comment, Receipt, Resident, SignUp, Support, Ticket
from app.models.closing import close_account
from app.writing import writing


def sealed_by_the_visit(tablet: Tablet, visit: Visit, pushed: Json, **changes: Any) -> Json:
    """The same id, name, version and args; the visit is its actor."""
    kept = {name: pushed[name] for name in ("id", "name", "version", "args")}
    return tablet.seals(visit.letter(kept | {"actor": str(visit.id)} | changes))


def pushes(there: Tablet, *commands: Json) -> list[str]:
    answer = there.posts("/sync/push", commands=list(commands))
    return [result["status"] for result in answer.json["results"]]


def status(tablet: Tablet, envelope: Json) -> str:
    return str(tablet.sends(envelope)[0]["status"])


@pytest.fixture
def pushed(cast: Cast, there: Tablet, bernd: Person) -> Json:
    """Bernd's comment has arrived, but the tablet was not told; now he is gone."""
    command = bernd.command("comment", on=str(cast.project), body="Ich bringe Holz.")
    assert pushes(there, command) == ["applied"]
    there.posts("/session/end")
    there.session = ""
    return command


def test_it_has_happened_once(there: Tablet, bernd: Person, pushed: Json) -> None:
    envelope = sealed_by_the_visit(there, Visit(), pushed)
    assert [status(there, envelope) for _ in range(2)] == ["duplicate"] * 2
    assert [row.author_id for row in rows(Comment)] == [bernd.id]
    assert [row.actor_id for row in rows(Receipt)] == [bernd.id]


def test_what_was_refused_is_not_called_arrived(cast: Cast, there: Tablet, bernd: Person) -> None:
    """Else it stood nowhere: neither on the visitor's page nor as refused."""
    command = bernd.command("comment", on=str(cast.project), body=" ")
    assert pushes(there, command) == ["rejected"]
    envelope = sealed_by_the_visit(there, Visit(), command)
    assert [status(there, envelope) for _ in range(2)] == ["rejected"] * 2
    assert rows(Comment) == []


def test_what_no_visit_may_send_has_happened_all_the_same(
    cast: Cast, there: Tablet, bernd: Person
) -> None:
    """A place that was given back was called refused."""
    shift = str(offered(cast))
    commands = [bernd.command(name, shift=shift) for name in ("sign_up", "withdraw_sign_up")]
    assert pushes(there, *commands) == ["applied", "applied"]
    assert status(there, sealed_by_the_visit(there, Visit(), commands[1])) == "duplicate"
    never = bernd.command("withdraw_sign_up", shift=shift)
    assert status(there, sealed_by_the_visit(there, Visit(), never)) == "rejected"
    assert rows(SignUp) == []


def test_what_broke_here_is_not_called_arrived(
    cast: Cast, there: Tablet, bernd: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    def breaks(*_: object) -> str:
        raise ZeroDivisionError

    monkeypatch.setitem(COMMANDS, "comment", replace(COMMANDS["comment"], handle=breaks))
    command = bernd.command("comment", on=str(cast.project), body="Ich bringe Holz.")
    assert pushes(there, command) == ["quarantined"]
    envelope = sealed_by_the_visit(there, Visit(), command)
    assert [status(there, envelope) for _ in range(2)] == ["rejected"] * 2
    assert rows(Comment) == []


def test_nobody_is_made_up_for_it(there: Tablet, pushed: Json) -> None:
    before = len(rows(Resident))
    assert status(there, sealed_by_the_visit(there, Visit(), pushed)) == "duplicate"
    assert len(rows(Resident)) == before
    assert rows(Ticket) == []


def test_what_had_not_arrived_is_the_visits(cast: Cast, there: Tablet, bernd: Person) -> None:
    command = bernd.command("comment", on=str(cast.project), body="Ich bringe Holz.")
    visit = Visit()
    envelope = sealed_by_the_visit(there, visit, command)
    assert [status(there, envelope) for _ in range(2)] == ["applied", "duplicate"]
    assert [row.author_id for row in rows(Comment)] == [visit.id]


@pytest.mark.parametrize("what", ["args", "name", "version"])
def test_other_content_is_a_conflict(cast: Cast, there: Tablet, pushed: Json, what: str) -> None:
    other = {
        "args": {"args": pushed["args"] | {"body": "Ich bringe nichts."}},
        "name": {"name": "support", "args": {"proposal": str(cast.proposal)}},
        "version": {"version": 2},
    }[what]
    assert status(there, sealed_by_the_visit(there, Visit(), pushed, **other)) == "conflict"
    assert [row.text for row in rows(Comment)] == ["Ich bringe Holz."]
    assert rows(Support) == []


def test_the_same_of_another_stranger_is_a_conflict(cast: Cast, tablet: Tablet) -> None:
    """Only an account has pushed; what two visits say is two things."""
    first, second = Visit(), Visit()
    command = first.command("comment", on=cast.project, body="Gut!")
    assert status(tablet, tablet.seals(first.letter(command))) == "applied"
    assert status(tablet, sealed_by_the_visit(tablet, second, command)) == "conflict"
    assert [row.author_id for row in rows(Comment)] == [first.id]


def test_a_closed_account_is_nobody_to_compare_with(
    there: Tablet, bernd: Person, pushed: Json
) -> None:
    with writing():
        close_account(db.session.get_one(Resident, bernd.id))
    assert status(there, sealed_by_the_visit(there, Visit(), pushed)) == "conflict"
    assert len(rows(Comment)) == 1


def test_what_the_visit_left_beside_it_arrives(cast: Cast, there: Tablet, pushed: Json) -> None:
    visit = Visit()
    voice = visit.command("support", proposal=cast.proposal) | {"depends_on": [pushed["id"]]}
    envelopes = (sealed_by_the_visit(there, visit, pushed), there.seals(visit.letter(voice)))
    assert [each["status"] for each in there.sends(*envelopes)] == ["duplicate", "applied"]
    assert [row.resident_id for row in rows(Support)] == [visit.id]


def test_both_at_a_time_happen_once(cast: Cast, there: Tablet, bernd: Person) -> None:
    commands = [
        bernd.command("comment", on=str(cast.project), body=f"Nr. {number}") for number in range(6)
    ]
    letters = [sealed_by_the_visit(there, Visit(), command) for command in commands]
    kiosk = there.client.get_cookie(COOKIE).value
    headers = SYNC | {SESSION: there.session}
    db.session.rollback()

    def sends(request: tuple[str, Json]) -> tuple[str, str]:
        path, body = request
        client = cast.guest()
        client.set_cookie(COOKIE, kiosk, domain="localhost")
        answer = client.post(path, json={"protocol": 1} | body, headers=headers)
        [result] = answer.json["results"]
        return result["id"], result["status"]

    requests = [("/sync/push", {"commands": [command]}) for command in commands]
    requests += [("/kiosk/sealed", {"envelopes": [letter]}) for letter in letters]
    with ThreadPoolExecutor(6) as pool:
        told = list(pool.map(sends, requests))
    assert {status for _, status in told} <= {"applied", "duplicate", "conflict", "retry"}
    for id in {command["id"] for command in commands}:
        assert [found for found, status in told if status == "applied"].count(id) <= 1
    there.sends(*letters)
    assert sorted(row.text for row in rows(Comment)) == [f"Nr. {number}" for number in range(6)]


def test_the_answer_says_up_to_when(cast: Cast, tablet: Tablet) -> None:
    visit = Visit()
    envelope = tablet.seals(visit.letter(visit.command("comment", on=cast.project, body="Da.")))
    before = db.session.scalar(select(Clock.version))
    answers = [tablet.posts("/kiosk/sealed", envelopes=sent).json for sent in ([], [envelope])]
    [receipt] = rows(Receipt)
    assert [answer["as_of"] for answer in answers] == [before, receipt.version]
    assert receipt.version > before
    # Who pulls from then on has it.
    assert cast.dilan.pulls("public")["as_of"] == receipt.version
