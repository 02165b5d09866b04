"""An authenticator of our own: keeps passkeys, verifies its user, says what it is told to say."""

import hashlib
import json
import secrets
from dataclasses import dataclass, field
from typing import Any

import cbor2
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, padding, rsa
from webauthn.helpers import base64url_to_bytes, bytes_to_base64url

UP, UV, BE, BS, AT = 0x01, 0x04, 0x08, 0x10, 0x40
ES256, EDDSA, RS256 = -7, -8, -257
RSA_KEY = rsa.generate_private_key(65537, 2048)
"""One for all: it takes long to make."""


@dataclass
class Passkey:
    """A discoverable credential."""

    id: bytes
    alg: int
    key: Any
    rp_id: str
    user_handle: bytes
    count: int = 0


@dataclass
class Authenticator:
    """Set its fields to make it behave otherwise; `client` and `flags` go into each answer.

    One that `attests` signs what it says of a new passkey with the passkey's own key.
    """

    alg: int = ES256
    flags: int = UP | UV
    counts: bool = False
    origin: str = "http://localhost"
    client: dict[str, Any] = field(default_factory=dict)
    id_bytes: int = 32
    attests: bool = False
    passkeys: list[Passkey] = field(default_factory=list)

    def create(self, options: dict[str, Any]) -> dict[str, Any]:
        """`navigator.credentials.create`, as `toJSON()` says it."""
        key = _new_key(self.alg)
        passkey = Passkey(
            secrets.token_bytes(self.id_bytes),
            self.alg,
            key,
            options["rp"]["id"],
            base64url_to_bytes(options["user"]["id"]),
            int(self.counts),
        )
        self.passkeys.append(passkey)
        length = len(passkey.id).to_bytes(2, "big")
        public = cbor2.dumps(cose(self.alg, key))
        data = self._data(passkey, AT) + bytes(16) + length + passkey.id + public
        client = self._client_data("webauthn.create", options)
        attestation = {"fmt": "none", "attStmt": {}, "authData": data}
        if self.attests:
            signature = sign(self.alg, key, signed(data, client))
            attestation |= {"fmt": "packed", "attStmt": {"alg": self.alg, "sig": signature}}
        return self._credential(
            passkey,
            clientDataJSON=client,
            attestationObject=bytes_to_base64url(cbor2.dumps(attestation)),
            transports=["internal"],
        )

    def get(self, options: dict[str, Any], passkey: Passkey | None = None) -> dict[str, Any]:
        """`navigator.credentials.get` with the last passkey, or with the one given."""
        passkey = passkey or self.passkeys[-1]
        passkey.count += self.counts
        data = self._data(passkey)
        client = self._client_data("webauthn.get", options)
        signature = sign(passkey.alg, passkey.key, signed(data, client))
        return self._credential(
            passkey,
            clientDataJSON=client,
            authenticatorData=bytes_to_base64url(data),
            signature=bytes_to_base64url(signature),
            userHandle=bytes_to_base64url(passkey.user_handle),
        )

    def _data(self, passkey: Passkey, more: int = 0) -> bytes:
        rp = hashlib.sha256(passkey.rp_id.encode()).digest()
        return rp + bytes([self.flags | more]) + passkey.count.to_bytes(4, "big")

    def _client_data(self, kind: str, options: dict[str, Any]) -> str:
        data = {
            "type": kind,
            "challenge": options["challenge"],
            "origin": self.origin,
            "crossOrigin": False,
        }
        return bytes_to_base64url(json.dumps(data | self.client).encode())

    def _credential(self, passkey: Passkey, **response: Any) -> dict[str, Any]:
        id = bytes_to_base64url(passkey.id)
        return {
            "id": id,
            "rawId": id,
            "type": "public-key",
            "authenticatorAttachment": "platform",
            "clientExtensionResults": {},
            "response": response,
        }


def cose(alg: int, key: Any) -> dict[int, Any]:
    """The public key as COSE says it."""
    if alg == RS256:
        numbers = key.public_key().public_numbers()
        return {1: 3, 3: alg, -1: _bytes(numbers.n), -2: _bytes(numbers.e)}
    if alg == EDDSA:
        return {1: 1, 3: alg, -1: 6, -2: key.public_key().public_bytes_raw()}
    point = key.public_key().public_numbers()
    return {1: 2, 3: alg, -1: 1, -2: point.x.to_bytes(32, "big"), -3: point.y.to_bytes(32, "big")}


def signed(data: bytes, client_data: str) -> bytes:
    """What a signature is about."""
    return data + hashlib.sha256(base64url_to_bytes(client_data)).digest()


def sign(alg: int, key: Any, data: bytes) -> bytes:
    """A signature as the algorithm makes it."""
    if alg == RS256:
        return bytes(key.sign(data, padding.PKCS1v15(), hashes.SHA256()))
    if alg == EDDSA:
        return bytes(key.sign(data))
    return bytes(key.sign(data, ec.ECDSA(hashes.SHA256())))


def _new_key(alg: int) -> Any:
    if alg == RS256:
        return RSA_KEY
    if alg == EDDSA:
        return ed25519.Ed25519PrivateKey.generate()
    return ec.generate_private_key(ec.SECP256R1())


def _bytes(number: int) -> bytes:
    return number.to_bytes((number.bit_length() + 7) // 8, "big")
