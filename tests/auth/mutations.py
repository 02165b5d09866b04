"""Ceremonies with something wrong: each differs in meaning from the one that it began as.

What is changed is signed by the passkey (new passkeys attest themselves), or is not covered by
a signature and changed nonetheless: ids, types, shapes.
"""

from collections.abc import Callable
from copy import deepcopy
from random import Random
from typing import Any

import cbor2
from python_authenticator import BE, BS, UP, UV, Authenticator
from webauthn.helpers import base64url_to_bytes, bytes_to_base64url

Json = dict[str, Any]
Mutation = Callable[[Random, Json], None]

ODD: tuple[Any, ...] = (
    None,
    False,
    0,
    -1,
    2**63,
    10**400,
    1e308,
    "",
    "=",
    "ä",
    "\u202e",
    [],
    {},
    [[[[]]]],
    {"a": {"b": [None]}},
    "A" * 40_000,
)
DEEP = 20_000


def of_the_parts(random: Random, credential: Json) -> None:
    """A field is missing, of another type, or has another's value."""
    holder = random.choice((credential, credential["response"]))
    name = random.choice([name for name in holder if name in MATTERS])
    match random.randrange(3):
        case 0:
            del holder[name]
        case 1:
            holder[name] = random.choice(ODD)
        case _:
            other = random.choice(sorted(set(credential["response"]) & MATTERS))
            holder[name] = credential["response"][other] if other != name else {}


def of_the_bytes(random: Random, credential: Json) -> None:
    """A signed field has bits flipped, is cut, or has more in it."""
    response = credential["response"]
    name = random.choice(sorted(set(response) & MATTERS))
    data = bytearray(base64url_to_bytes(response[name]))
    place = random.randrange(len(data))
    match random.randrange(5):
        case 0:
            data[place] ^= 1 << random.randrange(8)
        case 1:
            del data[place : place + random.randint(1, 40)]
        case 2:
            data[place:place] = random.randbytes(random.randint(1, 40))
        case 3:
            data = bytearray(random.randbytes(random.randrange(200)))
        case _:
            # What follows CBOR's last byte has no meaning, so none is put there.
            place = random.randrange(len(data) - 4)
            data[place : place + 4] = (bytes(reversed(data[place : place + 4]))) + b"\xff"
    response[name] = bytes_to_base64url(bytes(data))


def of_the_depth(random: Random, credential: Json) -> None:
    """CBOR and JSON in thousands of boxes, and CBOR that promises more than there is."""
    response = credential["response"]
    depth = random.randint(100, DEEP)
    boxes = (
        b"\x81" * depth + b"\x00",
        b"\xa1\x00" * depth + b"\x00",
        b"\xc1" * depth + b"\x00",
        b"\x9f" * depth,
        b"\x9b" + b"\xff" * 8,
        b"\x5b" + b"\x7f" * 8,
        b"[" * depth + b"]" * depth,
        b'{"a":' * depth,
        b"9" * depth,
    )
    names = [name for name in HOLDERS if name in response]
    response[random.choice(names)] = bytes_to_base64url(random.choice(boxes))


def of_the_attestation(random: Random, credential: Json) -> None:
    """Another format, statement or shape around the same data; nothing in an assertion has one."""
    if "attestationObject" not in credential["response"]:
        return of_the_bytes(random, credential)
    attestation = cbor2.loads(base64url_to_bytes(credential["response"]["attestationObject"]))
    match random.randrange(4):
        case 0:
            attestation["fmt"] = random.choice(FORMATS)
        case 1:
            odd = [value for value in ODD if value != {}]
            attestation["attStmt"] = random.choice([*odd, {"alg": -7}, {"sig": b"", "alg": -7}])
        case 2:
            attestation["authData"] = random.choice(ODD)
        case _:
            del attestation[random.choice(sorted(attestation))]
            attestation = random.choice((attestation, [attestation], cbor2.CBORTag(9, attestation)))
    encoded = bytes_to_base64url(cbor2.dumps(attestation))
    credential["response"]["attestationObject"] = encoded
    return None


HOLDERS = ("clientDataJSON", "attestationObject", "authenticatorData", "signature")
MATTERS = frozenset(("id", "rawId", "type", "response", "userHandle", *HOLDERS))
FORMATS = ("tpm", "apple", "android-key", "android-safetynet", "fido-u2f", "none", "", 7, None)
MUTATIONS: tuple[Mutation, ...] = (of_the_parts, of_the_bytes, of_the_depth, of_the_attestation)


def mutated(random: Random, credential: Json) -> Json:
    """The credential with one thing wrong, or with several."""
    changed = deepcopy(credential)
    random.choice(MUTATIONS)(random, changed)
    for _ in range(random.choice((0, 0, 1, 2))):
        try:
            random.choice(MUTATIONS)(random, changed)
        except (cbor2.CBORError, AttributeError, LookupError, TypeError, ValueError):
            # Nothing is left of what it would change.
            break
    return changed


def misbehaving(random: Random, alg: int) -> Authenticator:
    """An authenticator that signs what it must not say."""
    authenticator = Authenticator(alg=alg, attests=random.random() < 0.5)
    match random.randrange(4):
        case 0:
            authenticator.flags = random.choice((0, UP, UV, UP | BE | BS, UP | UV | BS))
        case 1:
            authenticator.origin = random.choice(("http://localhost:1", "https://localhost", ""))
        case 2:
            name = random.choice(("type", "challenge", "origin", "crossOrigin"))
            authenticator.client = {name: random.choice([odd for odd in ODD if odd is not False])}
        case _:
            authenticator.client = {"topOrigin": random.choice(ODD)}
    return authenticator
