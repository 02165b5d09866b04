"""Thousands of ceremonies with something wrong: no 5xx, no session, no passkey.

2,000 of them, 100,000 with `bin/test --long`; the same ones for the same seed.
"""

import hashlib
import json
import os
import secrets
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from random import Random
from typing import Any
from uuid import UUID

import pytest
from cast import SYNC, Cast
from counting import standing
from holder import Holder
from long import LONG
from mutations import ODD, misbehaving, mutated
from python_authenticator import EDDSA, ES256, Authenticator
from sqlalchemy import event, select
from sqlalchemy.engine import Engine
from uuid6 import uuid7
from webauthn.helpers import bytes_to_base64url

from app.auth.purposes import PURPOSES
from app.db import db, now
from app.models import Challenge
from app.writing import writing

CASES = 100_000 if LONG else 2_000
PIECES = 4
SEED = int(os.environ.get("KOKOMMUNE_SEED") or 1)
AT_ONCE = 100
REFUSALS = {400, 401, 403, 409, 413, 415, 422, 429}
MAKES = ("create", "add", "recover")
Newcomer = Callable[[], Holder]


@dataclass
class Stage:
    """Nobody, and somebody with an account, who both send what they like."""

    nobody: Holder
    owner: Holder
    resident: UUID
    browser: str

    def challenges(self, purposes: list[str]) -> list[bytes]:
        """Open ones for both browsers, all at once: that is what makes this fast."""
        browser = hashlib.sha256(self.browser.encode()).digest()
        details = {"name": "Neu", "handle": bytes(64).hex(), "kind": "paper", "id": str(uuid7())}
        given = [secrets.token_bytes(32) for _ in purposes]
        with writing():
            for row in db.session.scalars(select(Challenge)):
                db.session.delete(row)
            db.session.add_all(
                Challenge(
                    hash=hashlib.sha256(challenge).digest(),
                    browser=browser,
                    purpose=purpose,
                    resident_id=self.resident if purpose in ("add", "verify") else None,
                    details=details,
                    expires=now() + timedelta(minutes=5),
                )
                for challenge, purpose in zip(given, purposes, strict=True)
            )
        return given

    def credential(self, purpose: str, challenge: bytes, authenticator: Authenticator) -> Any:
        """What the authenticator makes of it, with the owner's passkey where it uses one."""
        told = {"challenge": bytes_to_base64url(challenge)}
        if purpose in MAKES:
            user = {"id": bytes_to_base64url(bytes(64))}
            return authenticator.create(told | {"rp": {"id": "localhost"}, "user": user})
        passkeys = self.owner.authenticator.passkeys
        alike = [passkey for passkey in passkeys if passkey.alg == authenticator.alg]
        return authenticator.get(told, alike[-1])


@pytest.fixture
def stage(cast: Cast, newcomer: Newcomer) -> Iterator[Stage]:
    """Somebody with a passkey of each of two kinds; SQLite without its wait for the disk."""

    @event.listens_for(Engine, "connect")
    def hurry(connection: Any, _record: Any) -> None:
        connection.execute("PRAGMA synchronous=OFF")

    db.session.remove()
    db.engine.dispose()
    nobody, owner = newcomer(), newcomer()
    made = owner.creates()
    owner.authenticator.alg = EDDSA
    assert owner.creates(purpose="add").status_code == 200
    browser = secrets.token_urlsafe(32)
    for holder in (nobody, owner):
        holder.client.set_cookie("kokommune-browser", browser, domain="localhost")
    yield Stage(nobody, owner, UUID(made.json["actor"]), browser)
    event.remove(Engine, "connect", hurry)


def wrong(
    random: Random, stage: Stage, purpose: str, challenge: bytes
) -> tuple[Holder, dict[str, Any]]:
    """Who sends what."""
    sent_as = purpose
    alg = random.choice((ES256, EDDSA))
    match random.randrange(10):
        case 0 | 1:
            credential = stage.credential(purpose, challenge, misbehaving(random, alg))
        case 2:
            sent_as = random.choice([other for other in sorted(PURPOSES) if other != purpose])
            credential = stage.credential(purpose, challenge, Authenticator(alg, attests=True))
        case 3:
            credential = stage.credential(purpose, secrets.token_bytes(32), Authenticator(alg))
        case _:
            credential = stage.credential(purpose, challenge, Authenticator(alg, attests=True))
            credential = mutated(random, credential)
    holder = random.choice((stage.nobody, stage.owner))
    body = {"protocol": 1, "purpose": sent_as, "credential": credential, "name": random.choice(ODD)}
    if random.randrange(20) == 0:
        body[random.choice(("protocol", "purpose", "credential"))] = random.choice(ODD[:-1])
    return holder, body


def cases(
    random: Random, stage: Stage, number: int
) -> Iterator[tuple[int, Holder, dict[str, Any]]]:
    """So many of them, numbered."""
    for start in range(0, number, AT_ONCE):
        purposes = [random.choice(sorted(PURPOSES)) for _ in range(AT_ONCE)]
        given = stage.challenges(purposes)
        for place, (purpose, challenge) in enumerate(zip(purposes, given, strict=True)):
            yield start + place, *wrong(random, stage, purpose, challenge)


@pytest.mark.only_on("sqlite")
@pytest.mark.parametrize("piece", range(PIECES))
def test_nothing_comes_of_it(stage: Stage, piece: int) -> None:
    before = standing()
    met = set()
    random = Random(SEED + piece)  # noqa: S311
    for number, holder, body in cases(random, stage, CASES // PIECES):
        sent = json.dumps(body)
        answer = holder.client.post(
            "/passkeys/answer", data=sent, headers=SYNC, content_type="application/json"
        )
        what = f"seed {SEED}, piece {piece}, number {number}: {sent[:2000]} {answer.text[:200]}"
        assert answer.status_code in REFUSALS, what
        assert "kokommune=" not in answer.headers.get("Set-Cookie", ""), what
        met.add(answer.status_code)
    assert standing() == before
    assert met >= {400, 401, 409, 422}
    # What was not tampered with still does.
    assert stage.owner.signs_in().status_code == 200
