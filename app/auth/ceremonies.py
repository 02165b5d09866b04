"""The ceremonies by purpose, and what they have in common.

A purpose is two functions in a module of its own: `options` says what the browser is asked for,
`answer` looks at what it answered. `app/auth/purposes.py` names them all.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from webauthn import generate_authentication_options, generate_registration_options
from webauthn.helpers import options_to_json_dict
from webauthn.helpers.structs import (
    AuthenticatorSelectionCriteria,
    AuthenticatorTransport,
    PublicKeyCredentialDescriptor,
    PublicKeyCredentialHint,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)

from ..models import Credential
from ..models.challenge import SECONDS
from ..models.credential import LONGEST_NAME
from .challenges import Opened
from .policy import ALGORITHMS, Registered
from .relying_party import RelyingParty
from .visitor import Visitor

Json = dict[str, Any]


@dataclass(frozen=True)
class Answer:
    """What a browser answered: the passkey's part, the challenge, a name for a new passkey.

    `waits`: something that its guest wrote could not be sent yet.
    """

    credential: Json
    opened: Opened
    passkey_name: str = ""
    waits: bool = False


@dataclass(frozen=True)
class Greeting:
    """How a ceremony ended: who it is, and the session's token where one begins.

    `guest` is who was signed in before, where there is something of theirs to ask about.
    """

    actor: UUID
    name: str
    token: str = ""
    guest: UUID | None = None


@dataclass(frozen=True)
class Ceremony:
    """One purpose. Both functions raise a Problem where they refuse."""

    options: Callable[[Visitor, Json], Json]
    answer: Callable[[Visitor, Answer], Greeting]


def creation_options(
    rp: RelyingParty,
    challenge: bytes,
    user_handle: bytes,
    name: str,
    known: list[Credential] | None = None,
    *,
    here: bool = False,
) -> Json:
    """What a browser needs to make a passkey; `here`: best on this very device."""
    options = generate_registration_options(
        rp_id=rp.id,
        rp_name=rp.name,
        user_id=user_handle,
        user_name=name,
        challenge=challenge,
        timeout=SECONDS * 1000,
        authenticator_selection=AuthenticatorSelectionCriteria(
            resident_key=ResidentKeyRequirement.REQUIRED,
            user_verification=UserVerificationRequirement.REQUIRED,
        ),
        exclude_credentials=[_described(passkey) for passkey in known or ()],
        supported_pub_key_algs=ALGORITHMS,
        hints=[PublicKeyCredentialHint.CLIENT_DEVICE] if here else None,
    )
    return options_to_json_dict(options)


def request_options(
    rp: RelyingParty, challenge: bytes, allowed: list[Credential] | None = None
) -> Json:
    """What a browser needs to use a passkey: one of those allowed, else any it has for us."""
    options = generate_authentication_options(
        rp_id=rp.id,
        challenge=challenge,
        timeout=SECONDS * 1000,
        allow_credentials=[_described(passkey) for passkey in allowed or ()],
        user_verification=UserVerificationRequirement.REQUIRED,
    )
    return options_to_json_dict(options)


def new_passkey(resident_id: UUID, registered: Registered, name: str) -> Credential:
    """The row of a passkey that was just made."""
    return Credential(
        credential_id=registered.credential_id,
        resident_id=resident_id,
        public_key=registered.public_key,
        sign_count=registered.sign_count,
        transports=registered.transports,
        aaguid=registered.aaguid,
        backup_eligible=registered.backup_eligible,
        backed_up=registered.backed_up,
        name=name,
    )


def passkey_name(text: object) -> str:
    """What somebody calls a passkey: one line, cut where it is too long."""
    return " ".join(str(text if isinstance(text, str) else "").split())[:LONGEST_NAME]


def _described(passkey: Credential) -> PublicKeyCredentialDescriptor:
    transports = [AuthenticatorTransport(transport) for transport in passkey.transports]
    return PublicKeyCredentialDescriptor(id=passkey.credential_id, transports=transports or None)
