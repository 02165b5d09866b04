"""A tablet in the foyer: enrolled by staff, it seals what strangers leave as WebCrypto would."""

import json
import re
import secrets
from base64 import urlsafe_b64decode, urlsafe_b64encode
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any
from uuid import UUID

from cast import SAME_ORIGIN, SYNC, Cast, Person
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from flask.testing import FlaskClient
from roles import appoints
from signed_in import proves
from sqlalchemy import select
from uuid6 import uuid7

from app.auth import codes
from app.db import db

CODE = re.compile(r'class="paper__code">([0-9A-Z-]+)<')
COOKIE = "kokommune-kiosk"
SESSION = "Kokommune-Kiosk-Session"
NAVIGATES = {"Sec-Fetch-Mode": "navigate"}
Json = dict[str, Any]


def rows(model: Any) -> list[Any]:
    """What is in the database now."""
    db.session.rollback()
    db.session.expire_all()
    return list(db.session.scalars(select(model)))


def b64(content: bytes) -> str:
    return urlsafe_b64encode(content).decode().rstrip("=")


@dataclass
class Visit:
    """A stranger at the tablet, with the ticket that it printed for them."""

    secret: bytes = field(default_factory=lambda: secrets.token_bytes(16))
    ticket: str = field(default_factory=lambda: codes.make(12))

    @property
    def id(self) -> UUID:
        digest = bytearray(sha256(b"kokommune:visit:" + self.secret).digest()[:16])
        digest[6], digest[8] = digest[6] & 0x0F | 0x80, digest[8] & 0x3F | 0x80
        return UUID(bytes=bytes(digest))

    def command(self, name: str, /, id: UUID | None = None, **args: object) -> Json:
        return {
            "id": str(id or uuid7()),
            "name": name,
            "version": 1,
            "args": {key: str(value) for key, value in args.items()},
            "actor": str(self.id),
        }

    def letter(self, command: Json) -> Json:
        """What is sealed."""
        hashed = sha256(b"kokommune:ticket:" + self.ticket.encode()).digest()
        sealed = {"visit": b64(self.secret), "ticket": b64(hashed), "command": command}
        return {"protocol": 1} | sealed


@dataclass
class Tablet:
    """A browser that stands somewhere in public; `session` is what its page's memory holds."""

    client: FlaskClient
    key: Json = field(default_factory=dict)
    session: str = ""

    def enrols(self, code: str) -> Any:
        return self.client.post("/kiosk", data={"code": code}, headers=SAME_ORIGIN)

    def gets(self, path: str) -> Any:
        return self.client.get(path, headers=self.headers)

    def posts(self, path: str, **body: Any) -> Any:
        return self.client.post(path, json={"protocol": 1} | body, headers=self.headers)

    @property
    def headers(self) -> dict[str, str]:
        """Those of its script."""
        return SYNC | ({SESSION: self.session} if self.session else {})

    def navigates(self, path: str) -> Any:
        """Its browser goes there, without the script."""
        return self.client.get(path, headers=NAVIGATES)

    def beats(self, **changes: Any) -> Any:
        said: Json = {
            "version": "abc",
            "waiting": 0,
            "oldest": "",
            "used": 1,
            "quota": 2,
            "synced": "",
        }
        said |= {"signed_in": bool(self.session), "remains": 0}
        return self.posts("/kiosk/heartbeat", **(said | changes))

    def knows_the_key(self) -> Json:
        self.key = self.key or self.gets("/kiosk/key").json
        return self.key

    def seals(self, letter: Any, id: str = "", key: Json | None = None) -> Json:
        """An envelope, by the steps of docs/kiosk.md."""
        key = key or self.knows_the_key()
        id = id or letter["command"]["id"]
        theirs = ec.EllipticCurvePublicKey.from_encoded_point(
            ec.SECP256R1(), urlsafe_b64decode(key["key"] + "==")
        )
        pair = ec.generate_private_key(ec.SECP256R1())
        epk = pair.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
        info = f"kokommune:sealed:1:{key['kid']}".encode()
        secret = HKDF(SHA256(), 32, salt=epk, info=info).derive(pair.exchange(ec.ECDH(), theirs))
        iv = secrets.token_bytes(12)
        bound = f"kokommune:sealed:1:{key['kiosk']}:{id}".encode()
        ct = AESGCM(secret).encrypt(iv, json.dumps(letter).encode(), bound)
        return {"id": id, "kid": key["kid"], "epk": b64(epk), "iv": b64(iv), "ct": b64(ct)}

    def sends(self, *envelopes: Any) -> list[Json]:
        answer = self.posts("/kiosk/sealed", envelopes=list(envelopes))
        assert answer.status_code == 200, answer.text
        results: list[Json] = answer.json["results"]
        return results

    def delivers(self, visit: Visit, name: str, /, **args: object) -> str:
        """The status of one new command of a visit."""
        envelope = self.seals(visit.letter(visit.command(name, **args)))
        [result] = self.sends(envelope)
        assert result["id"] == envelope["id"]
        return str(result["status"])


def acts(by: Person, what: str, **args: Any) -> Any:
    """A form of `/admin/kiosks`."""
    return by.client.post(f"/admin/kiosks/{what}", data=args, headers=SAME_ORIGIN)


def code_for(by: Person, **args: Any) -> str:
    """A new kiosk, and the code for its tablet."""
    said = {"name": "Tablet im Foyer", "place": "Rathaus, Erdgeschoss"} | args
    answer = acts(by, "create", **said)
    assert answer.status_code == 200, answer.text
    found = CODE.search(answer.text)
    assert found
    return found[1]


def enrolled(cast: Cast, **args: Any) -> Tablet:
    """A tablet that Ayşe has put up."""
    proves(appoints(cast.ayse, "administrator"))
    tablet = Tablet(cast.guest())
    answer = tablet.enrols(code_for(cast.ayse, **args))
    assert (answer.status_code, answer.location) == (303, "/kiosk")
    return tablet
