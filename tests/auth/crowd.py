"""One town with somebody of every kind in it, and something private of theirs everywhere."""

from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from cast import Cast, Person
from roles import appoints
from signed_in import proves
from uuid6 import uuid7

from app.db import db
from app.models import Credential, Event, Neighbourhood, Resident, Session
from app.views.actor import COOKIE
from app.writing import writing

REPORTED, HIDDEN = "Gemeldet-geheim-1", "Versteckt-geheim-2"
EVENT, PASSKEY, DEVICE = "Protokoll-geheim-3", "Passkey-geheim-4", "Geraet-geheim-5"
HELPER = "Helferin-geheim-6"
MARKS = (REPORTED, HIDDEN, EVENT, PASSKEY, DEVICE, HELPER)
OWN = (EVENT, PASSKEY, DEVICE)
MODERATORS = ("facilitator here", "administrator")
"""Those who decide about what is reported and hidden in this town."""
TIMES = {"starts": "2027-06-01T10:00", "ends": "2027-06-01T12:00"}


@dataclass
class Crowd:
    """`people` by what they are; `things`: every id that somebody could name, by what it is."""

    cast: Cast
    people: dict[str, Person] = field(default_factory=dict)
    things: dict[str, UUID] = field(default_factory=dict)

    @classmethod
    def of(cls, cast: Cast) -> "Crowd":
        crowd = cls(cast)
        crowd.people |= {"carrier": cast.ayse, "author": cast.bernd, "resident": cast.dilan}
        others = (
            "facilitator here", "facilitator elsewhere", "administration", "politics",
            "administrator", "guest", "ended", "helper",
        )  # fmt: skip
        crowd.people |= dict(zip(others, cast.crowd(len(others)), strict=True))
        crowd._places_things()
        crowd._gives_roles()
        crowd._keeps_secrets()
        crowd._ends_a_session()
        return crowd

    def client(self, who: str) -> Any:
        """A browser; `nobody` never signed in."""
        return self.cast.guest() if who == "nobody" else self.people[who].client

    def _places_things(self) -> None:
        cast, elsewhere = self.cast, uuid7()
        with writing():
            db.session.add(Neighbourhood(id=elsewhere, name="Nordhang"))
        self.things |= {
            "project": cast.project,
            "proposal": cast.proposal,
            "neighbourhood": cast.neighbourhood,
            "elsewhere": elsewhere,
            "missing": uuid7(),
            "comment": self._made(cast.bernd, "comment", on=cast.proposal, body="Da."),
            "hidden comment": self._made(cast.bernd, "comment", on=cast.proposal, body=HIDDEN),
            "hidden proposal": self._made(
                cast.bernd, "propose", on=cast.neighbourhood, title=HIDDEN, body=HIDDEN
            ),
            "shift": self._made(
                cast.ayse, "offer_shift", project=cast.project, title="Tragen", capacity="3",
                **TIMES,
            ),
        }  # fmt: skip
        self._made(cast.dilan, "report", on=self.things["comment"], reason="hate", text=REPORTED)
        for thing in ("hidden comment", "hidden proposal"):
            cast.hides(self.things[thing])

    def _gives_roles(self) -> None:
        for role in ("administration", "politics", "administrator"):
            proves(appoints(self.people[role], role))
        for where in ("neighbourhood", "elsewhere"):
            name = "facilitator here" if where == "neighbourhood" else "facilitator elsewhere"
            appoints(self.people[name], "facilitator", self.things[where])

    def _keeps_secrets(self) -> None:
        """The author's account, and somebody who helps without having said a word."""
        helper, shift = self.people["helper"], self.things["shift"]
        self._made(helper, "sign_up", shift=shift)
        with writing():
            db.session.get_one(Resident, helper.id).name = HELPER
            db.session.get_one(Resident, self.people["guest"].id).guest = True
            author = db.session.get_one(Resident, self.people["author"].id)
            Event.log(author.id, "account_created", EVENT)
            passkey = Credential(
                credential_id=b"passkey", resident_id=author.id, public_key=b"key", name=PASSKEY
            )
            device = Session.of(Session.start(author))
            assert device is not None
            device.account, device.device = True, DEVICE
            db.session.add(passkey)
            db.session.flush()
            self.things |= {"passkey": passkey.id, "device": device.id, "account": author.id}

    def _ends_a_session(self) -> None:
        """Their cookie was copied before they signed out."""
        client = self.people["ended"].client
        copied = client.get_cookie(COOKIE)
        headers = {"Sec-Fetch-Site": "same-origin", "Kokommune-Sync": "1"}
        assert client.post("/session/end", json={"protocol": 1}, headers=headers).status_code == 200
        client.set_cookie(COOKIE, copied.value, domain="localhost")

    @staticmethod
    def _made(by: Person, name: str, **args: Any) -> UUID:
        result = by.does(name, **{key: str(value) for key, value in args.items()})
        assert result["status"] == "applied", result
        return UUID(result["id"])
