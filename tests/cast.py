"""Who appears in the tests, and how they act.

Ayşe steers the project, Bernd is a neighbour, Carla works in the administration, Dilan is a
stranger to all of it.
"""

from contextvars import Context
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from flask import Flask
from flask.testing import FlaskClient
from uuid6 import uuid7

from app.db import db
from app.documents.table import SCHEMA
from app.models import Neighbourhood, Project, Proposal, Resident, Session, Topic, Town
from app.views.actor import COOKIE
from app.writing import writing

SAME_ORIGIN = {"Sec-Fetch-Site": "same-origin"}
SYNC = SAME_ORIGIN | {"Kokommune-Sync": "1"}


class Browser(FlaskClient):
    """Requests run apart from the test's own application context, as they do in a server."""

    def open(self, *args: Any, **options: Any) -> Any:
        return Context().run(super().open, *args, **options)


def sends(client: FlaskClient, name: str, /, referer: str = "", **args: str) -> Any:
    """Send a form as a browser without JavaScript does: once more where it is told to."""
    headers = SAME_ORIGIN | ({"Referer": f"http://localhost{referer}"} if referer else {})
    answer = client.post(f"/commands/{name}", data=args, headers=headers)
    if answer.status_code == 307:
        answer = client.post(answer.location, data=args, headers=headers)
    return answer


@dataclass(frozen=True)
class Person:
    """Someone with a browser of their own."""

    id: UUID
    client: FlaskClient

    @property
    def token(self) -> str:
        """Of the session that this browser has."""
        return str(self.client.get_cookie(COOKIE).value)

    def submits(self, name: str, /, referer: str = "", **args: str) -> Any:
        """Send a form, as a browser without JavaScript does."""
        return sends(self.client, name, referer, **args)

    def command(self, name: str, /, *, id: UUID | None = None, **args: str) -> dict[str, Any]:
        """A command as this person's phone has it waiting."""
        return {
            "id": str(id or uuid7()),
            "seq": 1,
            "name": name,
            "version": 1,
            "args": args,
            "actor": str(self.id),
            "client_time": "2026-06-01T12:00:00.000Z",
            "depends_on": [],
        }

    def pushes(self, *commands: dict[str, Any], pull: Any = None) -> list[dict[str, Any]]:
        """Push commands and return their results."""
        body = {"protocol": 1, "device": "phone", "commands": list(commands)}
        answer = self.client.post(
            "/sync/push", json=body | ({"pull": pull} if pull else {}), headers=SYNC
        )
        assert answer.status_code == 200, answer.text
        results: list[dict[str, Any]] = answer.json["results"]
        return results

    def does(self, name: str, /, **args: str) -> dict[str, Any]:
        """Push one new command."""
        return self.pushes(self.command(name, **args))[0]

    def pulls(
        self,
        *want: str,
        have: dict[str, str] | None = None,
        epoch: str = "",
        lively: bool = False,
        brief: bool = False,
    ) -> dict[str, Any]:
        """One page of a pull; `lively` as phones say it that hold nothing, `brief` as others."""
        body = {
            "protocol": 1,
            "schema": SCHEMA,
            "epoch": epoch,
            "have": have or {},
            "want": list(want),
            "lively": lively,
            "brief": brief,
        }
        answer = self.client.post("/sync/pull", json=body, headers=SYNC)
        assert answer.status_code == 200, answer.text
        page: dict[str, Any] = answer.json
        return page

    def sees(self, scope: str) -> dict[str, dict[str, Any]]:
        """The bodies in a scope by key, all pages of it."""
        bodies: dict[str, dict[str, Any]] = {}
        have: dict[str, str] = {}
        epoch = ""
        while True:
            answer = self.pulls(scope, have=have, epoch=epoch)
            page = answer["scopes"][scope]
            bodies |= {document["key"]: document["body"] for document in page["put"]}
            have, epoch = {scope: page["to"]}, answer["epoch"]
            if not page["more"]:
                return bodies


@dataclass(frozen=True)
class Cast:
    """People, and what they meet about."""

    app: Flask
    ayse: Person
    bernd: Person
    carla: Person
    dilan: Person
    neighbourhood: UUID
    project: UUID
    proposal: UUID

    @classmethod
    def on_stage(cls, app: Flask) -> "Cast":
        """A town with one neighbourhood, one project and one proposal to it."""
        ayse, bernd, carla, dilan = (
            Resident(id=uuid7(), name="Ayşe Yıldız"),
            Resident(id=uuid7(), name="Bernd Kröger"),
            Resident(id=uuid7(), name="Carla Lindner", affiliation="administration"),
            Resident(id=uuid7(), name="Dilan Aydın"),
        )
        place = Neighbourhood(id=uuid7(), name="Südhang", text="Am Hang.")
        project = Project(
            id=uuid7(),
            title="Bänke am Südhang",
            summary="Drei Bänke für müde Beine.",
            text="Wir bauen **Bänke**.",
            phase="planning",
            neighbourhood_id=place.id,
            author_id=ayse.id,
        )
        proposal = Proposal(
            id=uuid7(),
            title="Eine Bank mit Lehne",
            text="Bitte mit Lehne.",
            project_id=project.id,
            neighbourhood_id=place.id,
            author_id=bernd.id,
        )
        people = [ayse, bernd, carla, dilan]
        ids = [resident.id for resident in people]
        things = (place.id, project.id, proposal.id)
        with writing():
            db.session.add(Town(name="Musterstadt"))
            db.session.add(Topic(id="gruen", name="Grün in der Stadt", colour="green"))
            db.session.add_all([*people, place])
            db.session.flush()
            db.session.add(project)
            db.session.flush()
            db.session.add(proposal)
            db.session.flush()
            tokens = [Session.start(resident) for resident in people]
        everyone = (cls.person(app, *one) for one in zip(ids, tokens, strict=True))
        return cls(app, *everyone, *things)

    @staticmethod
    def person(app: Flask, id: UUID, token: str) -> Person:
        """Somebody with a new browser, in which this session has begun."""
        client = app.test_client()
        client.set_cookie(COOKIE, token, domain="localhost")
        return Person(id, client)

    def hides(self, id: UUID | str, reason: str = "Beleidigt Nachbarn") -> None:
        """Moderation takes a project, a proposal or a comment off the stage."""
        self.app.test_cli_runner().invoke(
            args=["moderate", "hide", str(id), "--reason", reason], catch_exceptions=False
        )

    def newcomer(self, resident: Resident) -> Person:
        """Somebody who was not here before."""
        id = resident.id
        with writing():
            db.session.add(resident)
            db.session.flush()
            token = Session.start(resident)
        return self.person(self.app, id, token)

    def crowd(self, number: int) -> list[Person]:
        """More people, each with a browser."""
        ids = [uuid7() for _ in range(number)]
        people = [Resident(id=id, name=f"Nr. {id}") for id in ids]
        with writing():
            db.session.add_all(people)
            db.session.flush()
            tokens = [Session.start(resident) for resident in people]
        return [self.person(self.app, *one) for one in zip(ids, tokens, strict=True)]

    def guest(self) -> FlaskClient:
        """A browser without a session."""
        return self.app.test_client()
