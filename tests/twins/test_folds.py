"""Folded equals fresh: what the phone shows of a waiting command is what the server makes of it.

Each command of the registry has its cases here, and its fields that only the server can know.
"""

from collections.abc import Callable
from random import Random

import pytest
from any_command import any_command
from cast import Cast
from fold_cases import CASES, Case
from fold_cases.case import everything
from fold_cases.shifts import offered
from hypothesis import given
from phone import Phone
from stage import Stage
from texts import texts
from towns import ME, Body, id_of
from werkzeug.datastructures import MultiDict
from worker import Worker

from app.commands import COMMANDS

pytestmark = pytest.mark.only_on("sqlite")

ONLY_SERVER = {
    "comment": {
        "comment": {"html", "created"},
        "project": {"activity"},
        "proposal": {"activity"},
    },
    "edit_comment": {"comment": {"html", "edited"}},
    "delete_comment": {},
    "propose": {
        "proposal": {"html", "created", "activity"},
        "project": {"activity"},
    },
    "edit_proposal": {"proposal": {"html", "edited"}},
    "withdraw_proposal": {},
    # The text stands there until its HTML comes.
    "start_project": {"project": {"html", "created", "activity", "text"}},
    "support": {},
    "withdraw_support": {},
    "follow": {},
    "unfollow": {},
    "offer_shift": {},
    "change_shift": {},
    "cancel_shift": {},
    "report": {},
    "sign_up": {"sign_up": {"waiting"}, "shift": {"taken", "waiting", "free", "full"}},
    "withdraw_sign_up": {"shift": {"taken", "waiting", "free", "full"}},
}
"""What the server alone can know: by command and kind of document."""
CAN_WAIT = [name for name, spec in COMMANDS.items() if not spec.online]
MARKS = {"sync", "command", "code"}
Bodies = dict[str, dict[str, Body]]


def waiting(command: Body) -> Body:
    """The command as the phone's outbox has it."""
    return command | {"noun": COMMANDS[command["name"]].noun, "status": "waiting", "code": ""}


def known(bodies: Bodies, commands: tuple[Body, ...]) -> Bodies:
    """The documents without what the server alone can know, and without marks."""
    found: Bodies = {}
    for scope, documents in bodies.items():
        for key, body in documents.items():
            kind = key.partition(":")[0]
            hidden = MARKS.union(*(ONLY_SERVER[c["name"]].get(kind, ()) for c in commands))
            kept = {name: value for name, value in body.items() if name not in hidden}
            found.setdefault(scope, {})[key] = kept
    return found


def me(phone: Phone) -> Body:
    """The reader as the worker takes them; a guest whom it has not read yet has no name."""
    id = str(phone.person.id)
    return phone.bodies.get(f"me:{id}", {}).get(f"me:{id}") or {
        "id": id,
        "name": "",
        "affiliation": "",
        "guest": True,
        "roles": [],
        "codes": 0,
        "recovered": "",
    }


def folded(worker: Worker, phone: Phone, commands: list[Body], reached: int = 0) -> Bodies:
    """The phone's documents under these commands."""
    answer: Bodies = worker.ask(
        "fold", scopes=phone.bodies, reached=reached, commands=commands, me=me(phone)
    )
    return {scope: answer[scope] for scope in answer if answer[scope]}


def check(worker: Worker, phone: Phone, commands: tuple[Body, ...]) -> list[str]:
    """Fold, push, pull; compare. Gives the server's statuses."""
    expected = folded(worker, phone, [waiting(command) for command in commands])
    results = phone.person.pushes(*commands)
    phone.pulls()
    assert known(expected, commands) == known(phone.bodies, commands)
    # What has arrived is not folded a second time.
    arrived = [
        waiting(command) | {"status": "acknowledged", "reached": result["version"]}
        for command, result in zip(commands, results, strict=True)
        if result["status"] in ("applied", "waitlisted")
    ]
    reached = max((result["version"] for result in results), default=0)
    again = folded(worker, phone, arrived, reached)
    assert known(again, ()) == known(phone.bodies, ())
    return [result["status"] for result in results]


def phone_of(case: Case) -> Phone:
    """The writer's phone, which also has the cards and who they are."""
    return Phone(case.writer, "public", f"me:{case.writer.id}", *case.scopes).pulls()


@pytest.mark.parametrize("make", [case for cases in CASES.values() for case in cases])
def test_folded_equals_fresh(cast: Cast, worker: Worker, make: Callable[[Cast], Case]) -> None:
    case = make(cast)
    check(worker, phone_of(case), case.commands)


@pytest.mark.parametrize("name", sorted(CAN_WAIT))
def test_each_command_has_a_fold(cast: Cast, worker: Worker, name: str) -> None:
    phone = phone_of(case := CASES[name][0](cast))
    before = folded(worker, phone, [])
    assert folded(worker, phone, [waiting(command) for command in case.commands]) != before


def test_each_command_says_what_only_the_server_knows() -> None:
    assert set(ONLY_SERVER) == set(CASES) == set(CAN_WAIT)


@pytest.mark.parametrize("seed", range(2))
def test_any_commands_in_any_order(cast: Cast, worker: Worker, seed: int) -> None:
    """Rounds of a few commands of Bernd's, some of which the server refuses."""
    random = Random(seed)  # noqa: S311
    shift = str(cast.ayse.pushes(offered(cast, cast.ayse))[0]["id"])
    phone = Phone(cast.bernd, "public", f"me:{cast.bernd.id}", *everything(cast)).pulls()
    statuses: set[str] = set()
    for _ in range(15):
        on = random.choice([cast.project, cast.proposal])
        cast.dilan.does("comment", on=str(on), body="Dazwischen")
        cast.dilan.does(random.choice(["sign_up", "withdraw_sign_up"]), shift=shift)
        phone.pulls()
        commands: list[Body] = []
        for _ in range(random.randint(1, 4)):
            commands.append(any_command(random, cast.bernd, phone.bodies, commands))
        phone.opens(*(scope for command in commands if (scope := begun(command))))
        statuses.update(check(worker, phone, tuple(commands)))
    assert statuses >= {"applied", "rejected"}


def begun(command: Body) -> str:
    """The scope that a command begins, if it does."""
    noun = {"propose": "proposal", "start_project": "project"}.get(command["name"])
    return f"{noun}:{command['id']}" if noun else ""


@given(text=texts)
def test_text_is_cleaned_alike(stage: Stage, worker: Worker, text: str) -> None:
    """A body loses the same white space and line ends on both sides."""
    thing = id_of("project", 0)
    scope = f"project:{thing}"
    documents = {scope: {scope: {"id": thing, "comments": 0}}}
    args = {"on": thing, "body": text}
    command = {"id": id_of("comment", 0), "name": "comment", "args": args, "actor": ME}
    answer = worker.ask("fold", scopes=documents, commands=[waiting(command)], me=False)
    with stage.app.app_context():
        form = COMMANDS["comment"].form(formdata=MultiDict(args))
    assert answer[scope][f"comment:{command['id']}"]["text"] == form.body.data
