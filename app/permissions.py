"""What pages of this site may ask a browser for, and what none may."""

from collections.abc import Iterable, Mapping

USUAL = {
    "(self)": (
        "clipboard-write",
        "geolocation",
        "publickey-credentials-create",
        "publickey-credentials-get",
    ),
    "()": (
        "accelerometer",
        "browsing-topics",
        "camera",
        "clipboard-read",
        "display-capture",
        "encrypted-media",
        "gyroscope",
        "hid",
        "idle-detection",
        "local-fonts",
        "magnetometer",
        "microphone",
        "midi",
        "payment",
        "serial",
        "usb",
        "xr-spatial-tracking",
    ),
}
PASSKEYS = ("publickey-credentials-create", "publickey-credentials-get")
CAMERA = ("camera",)


def _header(granted: Mapping[str, Iterable[str]]) -> str:
    return ", ".join(f"{name}={who}" for who, names in granted.items() for name in names)


def _without_passkeys(*more: str) -> str:
    """On a tablet that everybody touches nobody makes a passkey, nor shows one."""
    granted = [*(name for name in USUAL["(self)"] if name not in PASSKEYS), *more]
    refused = [*(name for name in USUAL["()"] if name not in more), *PASSKEYS]
    return _header({"(self)": granted, "()": refused})


PERMISSIONS = _header(USUAL)
KIOSK_PERMISSIONS = _without_passkeys()
ENROLLING_PERMISSIONS = _without_passkeys(*CAMERA)
"""Where a tablet reads the code that makes it a kiosk; once it is one it needs no camera."""
