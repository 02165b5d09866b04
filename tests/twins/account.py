"""Hypothesis: what an account's owner has in their own scope."""

from typing import Any
from uuid import NAMESPACE_URL, uuid5

from hypothesis import strategies as st
from hypothesis.strategies import DrawFn
from texts import texts, times

from app.models import EVENTS, ROLES

Body = dict[str, Any]
DEVICES = ("", "chrome android", "something new")


def documents(draw: DrawFn) -> dict[str, Body]:
    """A few passkeys, devices and events, by key."""
    makers = {"passkey": _passkey, "device": _device, "event": _event}
    return {
        key: body for kind, make in makers.items() for key, body in _some(draw, kind, make).items()
    }


def _some(draw: DrawFn, kind: str, make: Any) -> dict[str, Body]:
    ids = [str(uuid5(NAMESPACE_URL, f"{kind}/{n}")) for n in range(draw(st.integers(0, 2)))]
    return {f"{kind}:{id}": {"id": id, **make(draw)} for id in ids}


def _passkey(draw: DrawFn) -> Body:
    return {
        "name": draw(texts),
        "created": draw(times),
        "used": draw(st.just("") | times),
        "backed_up": draw(st.booleans()),
    }


def _device(draw: DrawFn) -> Body:
    return {
        "name": draw(st.sampled_from(DEVICES) | texts),
        "created": draw(times),
        "seen": draw(times),
        "guest": draw(st.sampled_from(("", str(uuid5(NAMESPACE_URL, "guest"))))),
    }


def _event(draw: DrawFn) -> Body:
    return {
        "what": draw(st.sampled_from((*EVENTS, "something_new"))),
        "detail": draw(st.sampled_from(("", *ROLES, *DEVICES)) | texts),
        "created": draw(times),
    }
