"""Who is at each phone, and whose letters they may read: as people know it, not as phones say."""

from dataclasses import dataclass, field

from broken import promised

NOBODY = ""
"""Who has no account: a guest of the phone, or to be one."""


@dataclass
class Readers:
    """`at`: who may be at a phone; several where a page was killed, or found no room,
    while that changed.

    `accounts`: all that there are, or were; `guests`: who is a guest of a phone, also who has an
    account by now that was made on another one; `taken`: whom an account has taken along.
    """

    at: dict[str, set[str]]
    accounts: set[str]
    guests: dict[str, set[str]] = field(default_factory=dict)
    taken: dict[str, set[str]] = field(default_factory=dict)

    def comes(self, phone: str, account: str, *, surely: bool) -> None:
        """Somebody has signed in, or out as NOBODY; not `surely` where the page has not said so."""
        self.accounts |= {account} - {NOBODY}
        self._guests_of(phone).discard(account)
        self.at[phone] = {account} if surely else self.at[phone] | {account}

    def is_forgotten(self, phone: str, account: str) -> None:
        """The phone knows nobody; its cookie is still that of this account, or of none."""
        self.at[phone] = {NOBODY, account}

    def takes(self, account: str, guest: str) -> None:
        self.taken.setdefault(account, set()).add(guest)

    def carries_guests(self, phone: str, other: str) -> None:
        """A file has the secrets of guests in it: they are at home on the other phone, too."""
        self._guests_of(other).update(self._guests_of(phone) - self.at[other])

    def writes(self, phone: str, author: str) -> None:
        """Raises Broken where somebody writes here who is not at this phone."""
        self.check(phone, author)
        if author not in self.accounts:
            self._guests_of(phone).add(author)

    def check(self, phone: str, me: str) -> None:
        """Raises Broken where the phone takes its reader for somebody else."""
        is_account = me in self.accounts and me not in self._guests_of(phone)
        who = me if is_account else NOBODY
        text = f"{phone} is that of {me or 'nobody'}, and {self.at[phone]} is there"
        promised(who in self.at[phone], "wrong", text)

    def may_read(self, phone: str) -> set[str]:
        """Whose letters whoever is at this phone may read."""
        who = self.at[phone]
        guests = self._guests_of(phone) if NOBODY in who else set()
        return guests.union(who, *(self.taken.get(account, set()) for account in who))

    def _guests_of(self, phone: str) -> set[str]:
        return self.guests.setdefault(phone, set())
