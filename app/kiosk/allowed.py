"""What a kiosk's tablet may ask for: one table. All else is refused to whoever carries its token.

A new route or command is refused until it stands here.
"""

from collections.abc import Sequence
from dataclasses import dataclass

GET = ("GET", "HEAD")
POST = ("POST",)


@dataclass(frozen=True)
class Route:
    """An endpoint with its methods. `signed_in`: only while somebody is signed in there."""

    methods: tuple[str, ...]
    why: str
    signed_in: bool = False


OPEN: dict[str, Route] = {
    "kiosk.show": Route(GET, "What a tablet shows until it is one of ours."),
    "kiosk.enrol": Route(POST, "How it becomes one of ours."),
    "machine.service_worker": Route(GET, "The app itself, and its updates."),
    "face.stylesheet": Route(GET, "The town's colours."),
    "face.coat_of_arms": Route(GET, "The town's coat of arms."),
    "manifest.show": Route(GET, "What the app is called."),
    "language.choose": Route(POST, "Strangers speak many languages."),
}
"""Also for a tablet whose token is no good any more."""

ENROLLED: dict[str, Route] = {
    **{
        f"pages.{path}": Route(GET, "What everybody may read.")
        for path in (
            "/",
            "/projects",
            "/projects/map",
            "/projects/<uuid:id>",
            "/proposals",
            "/proposals/map",
            "/proposals/<uuid:id>",
            "/neighbourhoods",
            "/neighbourhoods/<uuid:id>",
            "/shifts",
            "/search",
            "/town",
            "/roles",
            "/imprint",
            "/privacy",
            "/accessibility",
        )
    },
    "qr.code": Route(GET, "To take a page home on one's own phone."),
    "sync.pull_documents": Route(POST, "What everybody may read, for when the Wi-Fi drops."),
    "kiosk_device.key": Route(GET, "What contributions are sealed with."),
    "kiosk_device.heartbeat": Route(POST, "How the tablet is."),
    "kiosk_device.sealed": Route(POST, "What strangers left on it."),
    "kiosk_device.pair": Route(POST, "Somebody wants to be signed in by their phone."),
    "kiosk_device.pairing_state": Route(POST, "Whether the phone has said yes."),
    "kiosk_device.redeem": Route(POST, "The two digits from the phone."),
    "pages./mine": Route(GET, "What is one's own, for ten minutes.", signed_in=True),
    "sync.push_commands": Route(POST, "What one does here oneself.", signed_in=True),
    "sync.sign_out": Route(POST, "Whoever goes, goes, also when it is over by itself."),
}

VISIT = ("comment", "propose", "sign_up", "support")
"""Commands of anonymous visits, which come sealed."""

SIGNED_IN = (*VISIT, "follow", "unfollow", "withdraw_sign_up", "withdraw_support")
"""Commands of who is signed in at a kiosk: nothing of the account itself, nothing of a role."""

PAGES = "pages."
"""Begins the endpoints of the page table; their paths follow."""


def public() -> list[str]:
    """The paths of pages that everybody may read at a tablet."""
    return _paths(signed_in=False)


def export() -> dict[str, Sequence[str]]:
    """What the tablet's own script goes by: paths of pages and names of commands."""
    own = _paths(signed_in=True)
    return {"paths": public(), "own": own, "visit": VISIT, "signed_in": SIGNED_IN}


def _paths(*, signed_in: bool) -> list[str]:
    return [
        name.removeprefix(PAGES)
        for name, route in ENROLLED.items()
        if name.startswith(PAGES) and route.signed_in is signed_in
    ]


def may(endpoint: str | None, method: str, *, enrolled: bool, signed_in: bool) -> bool:
    """Whether a tablet's request is for something that stands in the table."""
    route = OPEN.get(endpoint or "")
    if route is None and enrolled:
        route = ENROLLED.get(endpoint or "")
    if route is None or method not in route.methods:
        return False
    return signed_in or not route.signed_in
