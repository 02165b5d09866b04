"""The W3C's own test vectors (Web Authentication, "Test Vectors"): what this policy says to each.

None of the fifteen pairs is accepted as a whole: where a passkey would come in, its assertion is
without user verification.
"""

import json
from functools import cache
from typing import Any

import pytest
from webauthn.helpers import bytes_to_base64url, parse_attestation_object

from app.auth import policy
from app.auth.problems import NotAccepted
from app.auth.relying_party import RelyingParty
from app.config import ROOT

VECTORS = ROOT.parent / "shared" / "data" / "webauthn" / "vectors.json"
HANDLE = bytes(64)
ACCEPTED = ""
NOT_VERIFIED = "User verification is required"
FRAME = "in a frame of another origin"
OTHER_KEY = "key and algorithm do not fit"
NOT_ASKED_FOR = "an attestation that we did not ask for"

SAID = {
    "none-es256": (NOT_VERIFIED, NOT_VERIFIED),
    "packed-self-es256": (ACCEPTED, NOT_VERIFIED),
    "none-es256-crossOrigin": (FRAME, FRAME),
    "none-es256-topOrigin": (FRAME, FRAME),
    "none-es256-long-credential-id": (NOT_VERIFIED, ACCEPTED),
    "packed-es256": (NOT_ASKED_FOR, ACCEPTED),
    "packed-es384": (NOT_ASKED_FOR, OTHER_KEY),
    "packed-es512": (NOT_ASKED_FOR, OTHER_KEY),
    "packed-rs256": (NOT_ASKED_FOR, NOT_VERIFIED),
    "packed-eddsa": (NOT_ASKED_FOR, NOT_VERIFIED),
    "packed-ed448": (NOT_ASKED_FOR, "OKP public key with alg -53"),
    "tpm-es256": (NOT_ASKED_FOR, ACCEPTED),
    "android-key-es256": (NOT_ASKED_FOR, NOT_VERIFIED),
    "apple-es256": (NOT_ASKED_FOR, NOT_VERIFIED),
    "fido-u2f-es256": (NOT_ASKED_FOR, NOT_VERIFIED),
}
"""Why the new passkey is refused, and why an assertion by its key would be."""


@cache
def vectors() -> dict[str, Any]:
    if not VECTORS.exists():
        pytest.skip("the vectors are not beside the checkout (../shared/data/webauthn)")
    found: dict[str, Any] = json.loads(VECTORS.read_text())
    return found


def credential(vector: dict[str, Any], part: str, *names: str) -> dict[str, Any]:
    """A part of the vector as `toJSON()` says it."""
    fields = {name: bytes.fromhex(vector[part][name]) for name in names}
    response = {name: bytes_to_base64url(value) for name, value in fields.items()}
    id = bytes_to_base64url(bytes.fromhex(vector["registration"]["credential_id"]))
    return {"id": id, "rawId": id, "type": "public-key", "response": response}


def said(check: Any, *args: Any) -> str:
    try:
        check(*args)
    except NotAccepted as refused:
        return str(refused.__cause__)
    return ACCEPTED


def test_all_are_judged() -> None:
    assert [vector["name"] for vector in vectors()["vectors"]] == list(SAID)


@pytest.mark.parametrize("name", SAID)
def test_accepted_or_refused_as_the_policy_says(name: str) -> None:
    rp = RelyingParty(vectors()["rp_id"], vectors()["origin"], "Musterstadt")
    (vector,) = (vector for vector in vectors()["vectors"] if vector["name"] == name)
    made, used = vector["registration"], vector["authentication"]
    new = credential(vector, "registration", "clientDataJSON", "attestationObject")
    proof = credential(vector, "authentication", "clientDataJSON", "authenticatorData", "signature")
    proof["response"]["userHandle"] = bytes_to_base64url(HANDLE)
    attestation = parse_attestation_object(bytes.fromhex(made["attestationObject"]))
    key = attestation.auth_data.attested_credential_data.credential_public_key
    registration, assertion = SAID[name]
    reason = said(policy.registration, new, bytes.fromhex(made["challenge"]), rp)
    assert reason.startswith(registration)
    assert bool(reason) is bool(registration)
    challenge = bytes.fromhex(used["challenge"])
    reason = said(policy.assertion, proof, challenge, rp, key, HANDLE)
    assert reason.startswith(assertion)
    assert bool(reason) is bool(assertion)
