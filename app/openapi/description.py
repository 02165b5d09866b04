"""Paths, and which shapes they take and give."""

from typing import Any

from .parts import Schema, ref
from .schemas import SCHEMAS

KIOSK = (400, 401, 403)
"""Refusals of what only tablets of the town may ask."""
POSTS = {
    "/sync/pull": ("Read what a phone does not have yet", "PullRequest", "Pulled", (400, 403)),
    "/sync/push": ("Carry out what waits on a phone", "PushRequest", "Pushed", (400, 403)),
    "/session/guest": (
        "Be the guest with this secret",
        "GuestRequest",
        "Guest",
        (400, 403, 409, 429),
    ),
    "/session/end": ("Sign out", "EndRequest", "Empty", (400, 403)),
    "/passkeys/options": (
        "What the browser is to do for a purpose",
        "OptionsRequest",
        "Options",
        (400, 401, 403, 409, 422, 429),
    ),
    "/passkeys/answer": (
        "What a passkey has answered",
        "AnswerRequest",
        "Greeting",
        (400, 401, 403, 409, 422, 429),
    ),
    "/account/codes": ("New codes on paper", "Empty", "Codes", (400, 401, 403)),
    "/account/invitation": (
        "Take the role that a link gives",
        "InvitationRequest",
        "Invited",
        (400, 401, 403, 422),
    ),
    "/kiosk/heartbeat": ("How a tablet is", "HeartbeatRequest", "Tablet", KIOSK),
    "/kiosk/sealed": ("What strangers left on a tablet", "SealedRequest", "Delivered", KIOSK),
    "/kiosk/pairing": ("Somebody signs in by their phone", "Empty", "Pairing", KIOSK),
    "/kiosk/pairing/state": (
        "Whether the phone has answered",
        "PairingRequest",
        "PairingState",
        KIOSK,
    ),
    "/kiosk/pairing/redeem": (
        "The digits from the phone",
        "RedeemRequest",
        "Redeemed",
        (*KIOSK, 422),
    ),
}
"""Each takes JSON and gives JSON: (what for, request, answer, refusals)."""
ALWAYS = (413, 415)
"""Refusals that every POST may have."""


def description(build: str) -> dict[str, Any]:
    """The OpenAPI document of this build."""
    return {
        "openapi": "3.1.0",
        "info": {"title": "Kokommune", "version": build},
        "paths": {path: {"post": _post(*post)} for path, post in POSTS.items()}
        | {
            "/passkeys/known": {
                "get": {
                    "summary": "One's own passkeys, as browsers are told of them",
                    "parameters": _headers(),
                    "responses": _responses("Passkeys", (400, 401, 403)),
                }
            },
            "/kiosk/key": {
                "get": {
                    "summary": "What a tablet seals with",
                    "parameters": _headers(),
                    "responses": _responses("KioskKey", KIOSK),
                }
            },
            "/healthz": {
                "get": {
                    "summary": "Whether the town is well",
                    "responses": _responses("Health", (503,)),
                }
            },
        },
        "components": {"schemas": SCHEMAS},
    }


def _post(summary: str, asks: str, gives: str, refusals: tuple[int, ...]) -> Schema:
    return {
        "summary": summary,
        "parameters": _headers(),
        "requestBody": {"required": True, "content": {"application/json": {"schema": ref(asks)}}},
        "responses": _responses(gives, (*refusals, *ALWAYS)),
    }


def _headers() -> list[Schema]:
    """What says that a page of this site asks."""
    return [
        {"name": name, "in": "header", "required": True, "schema": {"enum": [value]}}
        for name, value in (("Kokommune-Sync", "1"), ("Sec-Fetch-Site", "same-origin"))
    ]


def _responses(gives: str, refusals: tuple[int, ...]) -> Schema:
    problem = {
        "description": "Refused, with a code",
        "content": {"application/problem+json": {"schema": ref("Problem")}},
    }
    answer = {"description": "Done", "content": {"application/json": {"schema": ref(gives)}}}
    return {"200": answer} | {str(status): problem for status in sorted(refusals)}
