"""What a passkey must be: the library's verifiers, and what they let pass and we must not.

Whatever a browser sends, the answer is a result or NotAccepted. Decision 23 has the reasons.
"""

import json
import logging
from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any, ParamSpec, TypeVar

from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, EllipticCurvePublicKey
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey
from webauthn import (
    base64url_to_bytes,
    verify_authentication_response,
    verify_registration_response,
)
from webauthn.helpers import (
    decode_credential_public_key,
    decoded_public_key_to_cryptography,
    parse_attestation_object,
    parse_authenticator_data,
    parse_cbor,
)
from webauthn.helpers.cose import COSEAlgorithmIdentifier as Algorithm
from webauthn.helpers.structs import AttestationFormat, AuthenticatorTransport

from ..models.credential import LONGEST_ID
from .problems import NotAccepted
from .relying_party import RelyingParty

log = logging.getLogger(__name__)

ALGORITHMS = [Algorithm.EDDSA, Algorithm.ECDSA_SHA_256, Algorithm.RSASSA_PKCS1_v1_5_SHA_256]
RSA_BITS = range(2048, 4097)
STATEMENTS = [
    (AttestationFormat.NONE, set()),
    (AttestationFormat.PACKED, {"alg", "sig"}),
]
TRANSPORTS = frozenset(transport.value for transport in AuthenticatorTransport)

P = ParamSpec("P")
R = TypeVar("R")


@dataclass(frozen=True)
class Registered:
    """A new passkey, as its authenticator describes it."""

    credential_id: bytes
    public_key: bytes
    sign_count: int
    aaguid: str
    backup_eligible: bool
    backed_up: bool
    transports: list[str]


@dataclass(frozen=True)
class Asserted:
    """A proof by a passkey. Whether counter and eligibility fit is the passkey's to say."""

    sign_count: int
    backup_eligible: bool
    backed_up: bool


def _or_not_accepted(check: Callable[P, R]) -> Callable[P, R]:
    """Verifiers, CBOR and cryptography fail in a dozen ways; the answer is always the same.

    Operators find the reason in the log, at level INFO.
    """

    @wraps(check)
    def checked(*args: P.args, **options: P.kwargs) -> R:
        try:
            return check(*args, **options)
        except Exception as error:
            log.info("%s: %s: %s", check.__name__, type(error).__name__, str(error)[:200])
            raise NotAccepted from error

    return checked


@_or_not_accepted
def challenge_of(credential: dict[str, Any]) -> bytes:
    """Which challenge an answer answers. Raises NotAccepted."""
    return base64url_to_bytes(_client_data(credential)["challenge"])


@_or_not_accepted
def id_of(credential: dict[str, Any]) -> bytes:
    """The id of the passkey that an answer is by. Raises NotAccepted."""
    return base64url_to_bytes(credential["rawId"])


@_or_not_accepted
def registration(credential: dict[str, Any], challenge: bytes, rp: RelyingParty) -> Registered:
    """A new passkey, as we asked for it. Raises NotAccepted."""
    _on_our_own_page(credential)
    attested = base64url_to_bytes(credential["response"]["attestationObject"])
    _require(_is_nobody_elses(attested), "an attestation that we did not ask for")
    verified = verify_registration_response(
        credential=credential,
        expected_challenge=challenge,
        expected_rp_id=rp.id,
        expected_origin=rp.origin,
        require_user_verification=True,
        supported_pub_key_algs=ALGORITHMS,
    )
    _require(verified.credential_id == id_of(credential), "rawId is not the attested id")
    _require(len(verified.credential_id) <= LONGEST_ID, "the credential id is too long")
    _require(_is_sound(verified.credential_public_key), "key and algorithm do not fit")
    return Registered(
        verified.credential_id,
        verified.credential_public_key,
        verified.sign_count,
        verified.aaguid,
        parse_attestation_object(attested).auth_data.flags.be,
        verified.credential_backed_up,
        _transports(credential),
    )


@_or_not_accepted
def assertion(
    credential: dict[str, Any],
    challenge: bytes,
    rp: RelyingParty,
    public_key: bytes,
    user_handle: bytes | None,
) -> Asserted:
    """A proof by the passkey with this key, of the account with this handle. Raises NotAccepted."""
    _on_our_own_page(credential)
    response = credential["response"]
    _require(_is_sound(public_key), "key and algorithm do not fit")
    _require(user_handle is not None, "an account without a handle")
    _require(base64url_to_bytes(response["userHandle"]) == user_handle, "a foreign userHandle")
    verified = verify_authentication_response(
        credential=credential,
        expected_challenge=challenge,
        expected_rp_id=rp.id,
        expected_origin=rp.origin,
        credential_public_key=public_key,
        # The library looks at the counter before the signature: anybody could accuse a passkey.
        credential_current_sign_count=0,
        require_user_verification=True,
    )
    flags = parse_authenticator_data(base64url_to_bytes(response["authenticatorData"])).flags
    return Asserted(verified.new_sign_count, flags.be, verified.credential_backed_up)


def _client_data(credential: dict[str, Any]) -> dict[str, Any]:
    text = base64url_to_bytes(credential["response"]["clientDataJSON"]).decode("utf-8")
    data = json.loads(text)
    _require(isinstance(data["challenge"], str), "the challenge is no text")
    return data


def _on_our_own_page(credential: dict[str, Any]) -> None:
    """Not in a frame of somebody else's."""
    data = _client_data(credential)
    _require(data.get("crossOrigin", False) is False, "in a frame of another origin")
    _require("topOrigin" not in data, "in a frame: topOrigin")


def _is_nobody_elses(attested: bytes) -> bool:
    """Whether a new passkey attests nothing, or is its own witness; not a field more or less.

    The library looks for the fields that it knows in whatever stands there, a text as well.
    """
    told = parse_cbor(attested)
    statement = told["attStmt"]
    _require(isinstance(statement, dict), "the attestation's statement is no map")
    return (told["fmt"], set(statement)) in STATEMENTS


def _is_sound(public_key: bytes) -> bool:
    """Whether key and algorithm belong together, and an RSA key is neither weak nor a burden."""
    decoded = decode_credential_public_key(public_key)
    key: Any = decoded_public_key_to_cryptography(decoded)
    match decoded.alg:
        case Algorithm.EDDSA:
            return isinstance(key, Ed25519PublicKey)
        case Algorithm.ECDSA_SHA_256:
            return isinstance(key, EllipticCurvePublicKey) and isinstance(key.curve, SECP256R1)
        case Algorithm.RSASSA_PKCS1_v1_5_SHA_256:
            return isinstance(key, RSAPublicKey) and key.key_size in RSA_BITS
    return False


def _transports(credential: dict[str, Any]) -> list[str]:
    """Those that there are: they only help a browser to ask in the right place."""
    said = credential["response"].get("transports")
    return sorted(TRANSPORTS.intersection(map(str, said))) if isinstance(said, list) else []


def _require(condition: bool, otherwise: str) -> None:
    if not condition:
        raise ValueError(otherwise)
