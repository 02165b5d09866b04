"""What strangers leave on a tablet is sealed there: only this server can read it again.

An envelope is made for one recipient with WebCrypto alone: a fresh key pair on P-256, ECDH with
the server's public key, HKDF-SHA-256, AES-256-GCM. The tablet forgets its half at once, so not
even the tablet can open what lies on it. `docs/kiosk.md` has the steps.

The server's pair comes from its own key (`instance/secret_key`), one for each that it keeps: what
was sealed with an older one still opens, and `flask keys rotate` begins a new one.
"""

import hashlib
from base64 import urlsafe_b64decode, urlsafe_b64encode
from dataclasses import dataclass
from functools import lru_cache
from typing import Any
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from ..auth.keys import keys

CURVE = ec.SECP256R1()
ORDER = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551
PAIR = b"kokommune:sealed:pair:1"
SEAL = "kokommune:sealed:1"
KID_BYTES = 16
POINT_BYTES = 65
IV_BYTES = 12
TAG_BYTES = 16
MOST_BYTES = 128 * 1024


class Unreadable(ValueError):
    """No envelope of ours, or not as it was sealed."""


@dataclass(frozen=True)
class PublicKey:
    """What tablets seal with: a point of P-256 as WebCrypto's "raw", and what it is called."""

    kid: str
    key: str


def public_key() -> PublicKey:
    """The newest."""
    pair = _pair(keys()[0])
    return PublicKey(kid_of(pair), encoded(_raw(pair)))


def opened(envelope: Any, kiosk_id: UUID) -> bytes:
    """What is inside an envelope of this kiosk's. Raises Unreadable."""
    if not isinstance(envelope, dict):
        raise Unreadable("an envelope is an object")
    pair = next((pair for pair in map(_pair, keys()) if kid_of(pair) == envelope.get("kid")), None)
    if pair is None:
        raise Unreadable("sealed for somebody else")
    point = decoded(envelope.get("epk"), POINT_BYTES, POINT_BYTES)
    iv = decoded(envelope.get("iv"), IV_BYTES, IV_BYTES)
    text = decoded(envelope.get("ct"), TAG_BYTES, MOST_BYTES)
    try:
        shared = pair.exchange(
            ec.ECDH(), ec.EllipticCurvePublicKey.from_encoded_point(CURVE, point)
        )
        key = _key(shared, point, kid_of(pair))
        return AESGCM(key).decrypt(iv, text, bound_to(kiosk_id, envelope.get("id")))
    except (ValueError, InvalidTag) as error:
        raise Unreadable("not as it was sealed") from error


def bound_to(kiosk_id: UUID, id: Any) -> bytes:
    """What a seal holds for: one envelope of one kiosk."""
    return f"{SEAL}:{kiosk_id}:{id}".encode()


def encoded(content: bytes) -> str:
    """base64url without padding."""
    return urlsafe_b64encode(content).decode().rstrip("=")


def decoded(text: Any, least: int, most: int) -> bytes:
    """base64url without padding, of this many bytes. Raises Unreadable."""
    if not isinstance(text, str) or len(text) > most * 4 // 3 + 3:
        raise Unreadable("not base64url")
    try:
        content = urlsafe_b64decode(text.encode("ascii") + b"==")
    except ValueError as error:
        raise Unreadable("not base64url") from error
    if not least <= len(content) <= most or encoded(content) != text:
        raise Unreadable("not base64url of this length")
    return content


def kid_of(pair: ec.EllipticCurvePrivateKey) -> str:
    """A pair's name, which says nothing about the key that it comes from."""
    return encoded(hashlib.sha256(_raw(pair)).digest()[:KID_BYTES])


def _key(shared: bytes, point: bytes, kid: str) -> bytes:
    return HKDF(SHA256(), 32, salt=point, info=f"{SEAL}:{kid}".encode()).derive(shared)


@lru_cache(maxsize=128)
def _pair(key: bytes) -> ec.EllipticCurvePrivateKey:
    # 48 bytes for a number below a 32 byte order: no number is likelier than another.
    seed = HKDF(SHA256(), 48, salt=None, info=PAIR).derive(key)
    return ec.derive_private_key(int.from_bytes(seed, "big") % (ORDER - 1) + 1, CURVE)


def _raw(pair: ec.EllipticCurvePrivateKey) -> bytes:
    return pair.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
