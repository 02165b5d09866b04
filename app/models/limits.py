"""How long sessions last."""

from dataclasses import dataclass
from datetime import timedelta


@dataclass(frozen=True)
class Limit:
    """How long a session lasts without being used, and in all."""

    idle: timedelta
    absolute: timedelta | None = None


LIMITS = {
    # Nobody can sign in as a guest again: it lasts as long as browsers keep a cookie.
    "guest": Limit(idle=timedelta(days=400)),
    "account": Limit(idle=timedelta(days=60), absolute=timedelta(days=365)),
    # From one meeting to the next: a weekend without network is no reason to be signed out.
    "role": Limit(idle=timedelta(days=7), absolute=timedelta(days=30)),
    # Strangers stand in line behind.
    "kiosk": Limit(idle=timedelta(minutes=10), absolute=timedelta(minutes=10)),
}
"""By who is signed in: a guest, an account, an account with a role; and anybody at a kiosk."""
SEEN_EVERY = timedelta(days=1)
"""How often its use is written down."""
KEPT = timedelta(days=90)
"""How long a session that is over stays, so that its browser can be told."""
